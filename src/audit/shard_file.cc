#include "audit/shard_file.h"

#include <algorithm>
#include <array>

#include "source_digest.h"
#include "text/deflate.h"

namespace guiju {
namespace {

constexpr std::string_view shard_heading = "guiju-shard 1\n";

enum class FrameKind : std::uint8_t { head, file, end };

}  // namespace

template <>
inline constexpr std::uint64_t values_of<FrameKind> = 3;
template <>
inline constexpr std::uint64_t values_of<YamlReader> = 2;

template <typename Io, Coded<ReadLimits> T>
void code(Io& io, T& limits) {
  io(limits.bytes, limits.nodes, limits.depth, limits.documents, limits.key_bytes, limits.reader);
}

template <typename Io, Coded<AuditOptions> T>
void code(Io& io, T& options) {
  io(options.packs, options.among, options.rules, options.as_of, options.today,
     options.outside_term, options.limits);
}

template <typename Io, Coded<Slice> T>
void code(Io& io, T& slice) {
  io(slice.number, slice.of, slice.given);
}

template <typename Io, Coded<ShardHead> T>
void code(Io& io, T& head) {
  io(head.program, head.packs, head.digests, head.options, head.slice, head.files);
}

/// What a reader looks for first comes first, so that it can be read alone.
template <typename Io, Coded<ShardEntry> T>
void code(Io& io, T& entry) {
  io(entry.number, entry.path, entry.name, entry.judgement, entry.source);
}

namespace {

constexpr std::size_t frame_head = 8;  // bytes: size and checksum, the lowest first

void put(std::array<char, frame_head>& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

std::uint32_t get(const std::array<char, frame_head>& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

}  // namespace

ShardHead head_of(const Packs& packs, const AuditOptions& options, const Slice& slice,
                  std::uint64_t files) {
  ShardHead head;
  head.program = GUIJU_SOURCE_DIGEST;
  for (const auto& pack : packs.all()) {
    head.packs.push_back(pack->id);
    head.digests.push_back(digest_of(*pack));
  }
  head.options = options;
  head.slice = slice;
  head.files = files;
  return head;
}

bool same_circumstances(const ShardHead& one, const ShardHead& other) {
  const auto bytes_of = [](const ShardHead& head) {
    ByteWriter writer;
    writer(head.options, head.slice.given, head.slice.of, head.slice.given ? head.files : 0);
    return writer.take();
  };
  return bytes_of(one) == bytes_of(other);
}

// ---- writing ----

ShardWriter::ShardWriter(std::ostream& out, const ShardHead& head) : out_(out) {
  out_ << shard_heading;
  ByteWriter writer;
  writer(FrameKind::head, head);
  frame(writer.bytes());
}

void ShardWriter::add(const ShardEntry& entry) {
  ByteWriter writer;
  writer(FrameKind::file, entry);
  frame(writer.bytes());
  ++count_;
}

void ShardWriter::finish() {
  ByteWriter writer;
  writer(FrameKind::end, count_);
  frame(writer.bytes());
}

void ShardWriter::frame(std::string_view bytes) {
  std::array<char, frame_head> head{};
  put(head, 0, static_cast<std::uint32_t>(bytes.size()));
  put(head, 4, checksum_of(bytes));
  out_.write(head.data(), head.size());
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// ---- reading ----

ShardReader::ShardReader(const std::string& path) : path_(path), in_(path, std::ios::binary) {}

std::optional<ShardReader> ShardReader::open(const std::string& path, Diagnostics& diagnostics) {
  ShardReader reader(path);
  if (!reader.in_) {
    diagnostics.add("shard-not-read", {}, {{"file", same(path)}});
    return std::nullopt;
  }
  std::string first(shard_heading.size(), '\0');
  reader.in_.read(first.data(), static_cast<std::streamsize>(first.size()));
  if (first != shard_heading) {
    diagnostics.add("shard-not-one", {}, {{"file", same(path)}});
    return std::nullopt;
  }
  if (!reader.read_frames()) {
    diagnostics.add("shard-damaged", {}, {{"file", same(path)}});
    return std::nullopt;
  }
  return reader;
}

/// The next frame; nothing where there is no whole one.
std::optional<std::string> ShardReader::frame() {
  std::array<char, frame_head> head{};
  if (!in_.read(head.data(), head.size())) return std::nullopt;
  const std::uint32_t size = get(head, 0);
  std::string bytes;
  // Piece by piece, so that a damaged size asks for no more memory than there are bytes.
  constexpr std::uint32_t piece = 1 << 20;
  while (bytes.size() < size) {
    const auto before = bytes.size();
    bytes.resize(std::min<std::size_t>(size, before + piece));
    in_.read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
    if (!in_) return std::nullopt;
  }
  if (checksum_of(bytes) != get(head, 4)) return std::nullopt;
  return bytes;
}

bool ShardReader::read_frames() {
  for (bool first = true;; first = false) {
    const auto offset = static_cast<std::uint64_t>(in_.tellg());
    const auto bytes = frame();
    if (!bytes) return false;
    ByteReader reader(*bytes);
    auto kind = FrameKind::end;
    reader(kind);
    if (first != (kind == FrameKind::head)) return false;
    if (kind == FrameKind::head) {
      reader(head_);
      if (!reader.done()) return false;
    } else if (kind == FrameKind::file) {
      Place& place = files_.emplace_back();
      reader(place.number, place.file);
      place.offset = offset;
      if (reader.failed()) return false;
    } else {
      std::uint64_t count = 0;
      reader(count);
      return reader.done() && count == files_.size();
    }
  }
}

std::optional<ShardEntry> ShardReader::read(const Place& place) {
  in_.clear();
  in_.seekg(static_cast<std::streamoff>(place.offset));
  const auto bytes = frame();
  if (!bytes) return std::nullopt;
  ByteReader reader(*bytes);
  auto kind = FrameKind::end;
  ShardEntry entry;
  reader(kind, entry);
  if (!reader.done() || kind != FrameKind::file) return std::nullopt;
  return entry;
}

}  // namespace guiju
