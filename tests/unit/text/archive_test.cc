#include "text/archive.h"

#include <catch2/catch.hpp>
#include <limits>

namespace guiju {
namespace {

enum class Colour : std::uint8_t { red, green };

struct Thing {
  std::uint64_t number = 0;
  std::int64_t below_zero = 0;
  std::string name, other;
  bool yes = false;
  Colour colour = Colour::red;
  std::optional<std::string> maybe;
  std::vector<std::uint32_t> few;
  std::vector<bool> flags;
  bool operator==(const Thing&) const = default;
};

template <typename Io, Coded<Thing> T>
void code(Io& io, T& thing) {
  io(thing.number, thing.below_zero, thing.name, thing.other, thing.yes, thing.colour, thing.maybe,
     thing.few, thing.flags);
}

}  // namespace

template <>
inline constexpr std::uint64_t values_of<Colour> = 2;

namespace {

Thing some_thing() {
  return {std::numeric_limits<std::uint64_t>::max(),
          std::numeric_limits<std::int64_t>::min(),
          "某某联盟",
          "某某联盟",
          true,
          Colour::green,
          "",
          {0, 127, 128, 4294967295},
          {true, false, true}};
}

std::string bytes_of(const std::vector<Thing>& things) {
  ByteWriter writer;
  writer(things);
  return writer.take();
}

}  // namespace

TEST_CASE("archive: what was written is read") {
  const std::vector<Thing> things{some_thing(), {}, some_thing()};
  const std::string bytes = bytes_of(things);
  ByteReader reader(bytes);
  std::vector<Thing> read;
  reader(read);
  CHECK(reader.done());
  CHECK(read == things);
}

TEST_CASE("archive: a text that was there takes a number") {
  const auto once = bytes_of({some_thing()}).size();
  const auto twice = bytes_of({some_thing(), some_thing()}).size();
  CHECK(twice - once == once - 1 - std::string("1某某联盟").size());
}

TEST_CASE("archive: bytes that were cut off, or go on, are not taken for whole") {
  const std::string bytes = bytes_of({some_thing(), some_thing()});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader reader(std::string_view(bytes).substr(0, size));
    std::vector<Thing> read;
    reader(read);
    CHECK_FALSE(reader.done());
  }
  const std::string more = bytes + '\0';
  ByteReader reader(more);
  std::vector<Thing> read;
  reader(read);
  CHECK_FALSE(reader.done());
  CHECK_FALSE(reader.failed());
}

TEST_CASE("archive: a length, a value or a text that cannot be is refused") {
  const auto fails = [](std::string_view bytes, auto value) {
    ByteReader reader(bytes);
    reader(value);
    return reader.failed();
  };
  CHECK(fails("\xff\xff\xff\xff\x0f", std::vector<std::uint32_t>()));
  CHECK(fails("\x05", std::string()));
  CHECK(fails("\x02", Colour::red));
  CHECK(fails("\x02", true));
  CHECK(fails("\x80\x80\x04", std::uint16_t{0}));
  CHECK_FALSE(fails("\xff\xff\x03", std::uint16_t{0}));
}

}  // namespace guiju
