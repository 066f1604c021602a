#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <string_view>
#include <thread>
#include <utility>

#include "diag/reason.h"
#include "document/read_yaml.h"
#include "document/sheet.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// An open file, closed at the end of its scope.
class OpenFile {
 public:
  // A FIFO without a writer must not make us wait, and a terminal must not become ours.
  explicit OpenFile(const std::string& path) {
    // Other threads may have all the files open that the system allows, each for a moment.
    for (int waits = 0; waits < most_waits; ++waits) {
      descriptor_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
      if (ok() || (errno != EMFILE && errno != ENFILE)) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      errno = EMFILE;
    }
  }
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool ok() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  static constexpr int most_waits = 1000;  // a second
  int descriptor_ = -1;
};

/// A place that names a file without showing anything of it.
Place whole_file(std::string name) {
  Place place;
  place.file = std::move(name);
  return place;
}

/// Why a file of this type is not read; null for a regular file.
const char* refused_type(mode_t mode) {
  if (S_ISREG(mode)) return nullptr;
  return S_ISDIR(mode) ? "file-is-folder" : "file-not-regular";
}

bool same_state(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// Reads up to `size` bytes; the error's number where that fails, 0 otherwise. A longer file
/// fills one byte more than `size`, so that growth is seen.
int read_all(int descriptor, std::size_t size, std::string& bytes) {
  bytes.resize(size + 1);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::read(descriptor, bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return 0;
}

/// A limit in the unit in which a person would say it.
std::string bytes_in_words(std::size_t bytes) {
  constexpr std::size_t mib = std::size_t{1} << 20;
  return bytes % mib == 0 ? std::to_string(bytes / mib) + " MiB" : std::to_string(bytes) + " B";
}

void report_too_large(std::string name, const ReadLimits& limits, Diagnostics& diagnostics) {
  diagnostics.add("file-too-large", whole_file(std::move(name)),
                  {{"limit", same(bytes_in_words(limits.bytes))}});
}

std::size_t byte_limit(const ReadLimits& limits) {
  // Offsets are 32 bits wide.
  return std::min<std::size_t>(limits.bytes, std::numeric_limits<std::uint32_t>::max() - 1);
}

/// UTF-16 and UTF-32 by their byte order mark, or by the zero bytes that Latin letters have.
bool looks_like_utf16(std::string_view bytes) {
  using namespace std::literals;
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return true;
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return false;
  const auto zero = [&](std::size_t at) { return bytes[at] == '\0'; };
  return (zero(0) && !zero(1) && zero(2) && !zero(3)) ||
         (!zero(0) && zero(1) && !zero(2) && zero(3));
}

/// Whether bytes that are no UTF-8 are Chinese text in GBK or GB18030: all of it must parse,
/// and most characters must lie where the common ones are.
bool looks_like_gb18030(std::string_view bytes) {
  const auto byte = [&](std::size_t at) -> unsigned {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
  };
  const auto in = [](unsigned value, unsigned low, unsigned high) {
    return low <= value && value <= high;
  };
  std::size_t common = 0;
  std::size_t rare = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (byte(at) < 0x80) {
      ++at;
    } else if (!in(byte(at), 0x81, 0xFE)) {
      return false;
    } else if (in(byte(at + 1), 0x30, 0x39)) {
      if (!in(byte(at + 2), 0x81, 0xFE) || !in(byte(at + 3), 0x30, 0x39)) return false;
      ++rare;
      at += 4;
    } else if (in(byte(at + 1), 0x40, 0x7E) || in(byte(at + 1), 0x80, 0xFE)) {
      const bool usual = in(byte(at), 0xA1, 0xF7) && byte(at + 1) >= 0xA1;
      ++(usual ? common : rare);
      at += 2;
    } else {
      return false;
    }
  }
  return common > 0 && common >= rare;
}

/// Bytes that are text by themselves: ASCII without control characters (YAML 1.2, 5.1).
constexpr std::array<bool, 256> text_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = true;
  plain['\t'] = plain['\n'] = true;
  return plain;
}();

bool is_plain(char byte) { return text_bytes[static_cast<unsigned char>(byte)]; }

/// Whether the eight bytes from `bytes` on are all plain, told from all at once; tabs are not known.
/// Each line gives one bit a byte, its highest.
bool are_eight_plain(const char* bytes) {
  constexpr std::uint64_t each = 0x0101010101010101;
  constexpr std::uint64_t highest = each * 0x80;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t lower = word & ~highest;
  const std::uint64_t deletes = lower + each;
  const std::uint64_t from_space_on = (lower | highest) - each * ' ';
  const std::uint64_t other_than_break = (lower ^ each * '\n') + ~highest;
  return ((word | deletes | (~from_space_on & other_than_break)) & highest) == 0;
}

struct ByteFault {
  const char* id;
  std::size_t at;
};

/// A character from U+1000 to U+CFFF, with its three bytes: nearly all that Chinese text has.
bool is_common_chinese(std::string_view bytes, std::size_t at) {
  if (at + 2 >= bytes.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  return byte(0) >= 0xE1 && byte(0) <= 0xEC && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

/// U+0080 to U+009F, of which only U+0085, a line break, is allowed.
bool is_c1_control(std::string_view bytes, std::size_t at) {
  if (bytes[at] != '\xC2') return false;
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return second < 0xA0 && second != 0x85;
}

/// What is wrong with the character at `at`, if anything is.
const char* fault_of_character(std::string_view bytes, std::size_t at) {
  if (character_length(bytes, at) == 0) return "file-not-utf8";
  if (bytes[at] == '\r') {
    const bool pair = at + 1 < bytes.size() && bytes[at + 1] == '\n';
    return pair ? nullptr : "file-lone-carriage-return";
  }
  const bool ascii = static_cast<unsigned char>(bytes[at]) < 0x80;
  const bool control = (ascii && !is_plain(bytes[at])) || is_c1_control(bytes, at);
  return control ? "file-control-character" : nullptr;
}

/// The first byte that is no text: invalid UTF-8, a control character, a lone carriage return.
/// Every file passes here, so the two usual cases come first.
std::optional<ByteFault> find_fault(std::string_view bytes) {
  std::size_t at = 0;
  while (true) {
    while (at + 8 <= bytes.size() && are_eight_plain(bytes.data() + at)) at += 8;
    while (at < bytes.size() && is_plain(bytes[at])) ++at;
    while (is_common_chinese(bytes, at)) at += 3;
    if (at == bytes.size()) return std::nullopt;
    if (is_plain(bytes[at])) continue;
    if (const char* id = fault_of_character(bytes, at)) return ByteFault{id, at};
    at += character_length(bytes, at);
  }
}

std::string code_point(const SourceFile& source, std::size_t at) {
  std::size_t next = at;
  const auto value = static_cast<std::uint32_t>(next_character(source.bytes(), next));
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string words = "U+";
  for (int shift = 12; shift >= 0; shift -= 4) words += digits[(value >> shift) & 0xF];
  return words;
}

/// A place in a file that is no text: its lines cannot be shown.
Place place_in_broken(const SourceFile& source, std::size_t at) {
  const auto offset = static_cast<std::uint32_t>(at);
  Place place = place_of(source, {offset, offset + 1});
  place.lines.clear();
  return place;
}

void report_fault(const SourceFile& source, ByteFault fault, Diagnostics& diagnostics) {
  const bool not_utf8 = std::string_view(fault.id) == "file-not-utf8";
  if (not_utf8 && looks_like_gb18030(source.bytes())) {
    diagnostics.add("file-is-gbk", whole_file(source.name()));
  } else if (not_utf8) {
    diagnostics.add(fault.id, place_in_broken(source, fault.at),
                    {{"offset", same(std::to_string(fault.at))}});
  } else {
    diagnostics.add(fault.id, place_in_broken(source, fault.at),
                    {{"offset", same(std::to_string(fault.at))},
                     {"character", same(code_point(source, fault.at))}});
  }
}

}  // namespace

std::string shown_name(const std::string& path) {
  return find_invalid_utf8(path) ? printable(path) : path;
}

std::unique_ptr<SourceFile> check_source(std::string name, std::string bytes,
                                         const ReadLimits& limits, Diagnostics& diagnostics) {
  if (bytes.size() > byte_limit(limits)) {
    report_too_large(std::move(name), limits, diagnostics);
    return nullptr;
  }
  if (looks_like_utf16(bytes)) {
    diagnostics.add("file-is-utf16", whole_file(std::move(name)));
    return nullptr;
  }
  auto source = std::make_unique<SourceFile>(std::move(name), std::move(bytes));
  if (const auto fault = find_fault(source->bytes())) {
    report_fault(*source, *fault, diagnostics);
    return nullptr;
  }
  return source;
}

std::optional<std::string> read_bytes(const std::string& path, const ReadLimits& limits,
                                      Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view id, std::vector<Argument> arguments = {}) {
    diagnostics.add(id, whole_file(shown_name(path)), std::move(arguments));
    return std::nullopt;
  };
  const OpenFile file(path);
  if (!file.ok()) return refuse("file-unreadable", {{"reason", reason_of(errno, Doing::reading_file)}});

  struct stat before {};
  if (::fstat(file.descriptor(), &before) != 0) {
    return refuse("file-unreadable", {{"reason", reason_of(errno, Doing::reading_file)}});
  }
  if (const char* id = refused_type(before.st_mode)) return refuse(id);
  const auto size = static_cast<std::size_t>(std::max<off_t>(before.st_size, 0));
  if (size > byte_limit(limits)) {
    report_too_large(shown_name(path), limits, diagnostics);
    return std::nullopt;
  }

  std::string bytes;
  if (const int failed = read_all(file.descriptor(), size, bytes); failed != 0) {
    return refuse("file-unreadable", {{"reason", reason_of(failed, Doing::reading_file)}});
  }
  struct stat after {};
  const bool steady = ::fstat(file.descriptor(), &after) == 0 && same_state(before, after);
  if (!steady || bytes.size() != size) return refuse("file-changed");
  return bytes;
}

std::unique_ptr<SourceFile> read_source(const std::string& path, const ReadLimits& limits,
                                        Diagnostics& diagnostics) {
  auto bytes = read_bytes(path, limits, diagnostics);
  if (!bytes) return nullptr;
  return check_source(shown_name(path), std::move(*bytes), limits, diagnostics);
}

std::optional<Sheet> read_sheet(const std::string& path, const std::string& sheet,
                                const ReadLimits& limits, Diagnostics& diagnostics) {
  const auto bytes = read_bytes(path, limits, diagnostics);
  if (!bytes) return std::nullopt;
  if (bytes->starts_with("PK\x03\x04")) return read_xlsx(path, sheet, limits, diagnostics);
  if (bytes->starts_with("\xD0\xCF\x11\xE0")) {
    diagnostics.add("table-old-workbook", whole_file(shown_name(path)));
    return std::nullopt;
  }
  return read_csv(shown_name(path), *bytes, limits, diagnostics);
}

}  // namespace guiju
