// Writes the table that src/document/decode.cc decodes GB18030 by, as C++ on standard output: the
// program is linked statically and cannot load the C library's own converters.
#include <iconv.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

/// The character that these bytes are; 0 if none.
std::uint32_t decode(iconv_t converter, std::string bytes) {
  char* in = bytes.data();
  std::size_t in_left = bytes.size();
  unsigned char units[8] = {};
  char* out = reinterpret_cast<char*>(units);
  std::size_t out_left = sizeof units;
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  const auto done = iconv(converter, &in, &in_left, &out, &out_left);
  if (done == static_cast<std::size_t>(-1) || in_left != 0 || sizeof units - out_left != 4) return 0;
  return units[0] | std::uint32_t{units[1]} << 8 | std::uint32_t{units[2]} << 16;
}

char byte(int value) { return static_cast<char>(static_cast<unsigned char>(value)); }

void print(const char* name, const std::vector<std::uint32_t>& values) {
  std::printf("constexpr std::uint32_t %s[] = {", name);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::printf("%s0x%04X,", i % 12 == 0 ? "\n    " : " ", values[i]);
  }
  std::printf("\n};\n");
}

}  // namespace

int main() {
  const auto converter = iconv_open("UTF-32LE", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    std::perror("iconv: GB18030");
    return 1;
  }
  std::vector<std::uint32_t> two;
  for (int first = 0x81; first <= 0xFE; ++first) {
    for (int second = 0x40; second <= 0xFE; ++second) {
      two.push_back(second == 0x7F ? std::uint32_t{0} : decode(converter, {byte(first), byte(second)}));
    }
  }
  std::vector<std::uint32_t> four;
  for (int index = 0; index < 39420; ++index) {  // 81308130 to 8431A439
    four.push_back(decode(converter, {byte(0x81 + index / 12600), byte(0x30 + index / 1260 % 10),
                                      byte(0x81 + index / 10 % 126), byte(0x30 + index % 10)}));
  }
  iconv_close(converter);
  print("gb18030_two", two);
  print("gb18030_four", four);
  return 0;
}
