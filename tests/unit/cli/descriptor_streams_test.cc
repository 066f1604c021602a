#include "cli/descriptor_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <istream>
#include <iterator>
#include <ostream>
#include <string>
#include <thread>

using namespace guiju;

namespace {

struct Pipe {
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

}  // namespace

TEST_CASE("descriptor streams: what is written comes out, more than buffers and pipes hold") {
  Pipe pipe;
  std::string written;
  for (int i = 0; i < 50'000; ++i) written += std::to_string(i) + '\n';
  std::string read;
  std::thread reader([&] {
    DescriptorInput buffer(pipe.ends[0]);
    std::istream in(&buffer);
    read.assign(std::istreambuf_iterator<char>(in), {});
  });
  DescriptorOutput buffer(pipe.ends[1]);
  std::ostream out(&buffer);
  for (std::size_t at = 0; at < written.size(); at += 999) out << written.substr(at, 999);
  out.flush();
  CHECK(out.good());
  pipe.close_end(1);
  reader.join();
  CHECK(read == written);
}

TEST_CASE("descriptor streams: nothing is written before it is flushed") {
  Pipe pipe;
  REQUIRE(::fcntl(pipe.ends[0], F_SETFL, O_NONBLOCK) == 0);
  DescriptorOutput buffer(pipe.ends[1]);
  std::ostream out(&buffer);
  out << "some words";
  std::array<char, 100> got{};
  CHECK(::read(pipe.ends[0], got.data(), got.size()) == -1);
  out.flush();
  CHECK(::read(pipe.ends[0], got.data(), got.size()) == 10);
}

TEST_CASE("descriptor streams: what cannot be written fails the stream") {
  const int full = ::open("/dev/full", O_WRONLY);
  REQUIRE(full >= 0);
  DescriptorOutput buffer(full);
  std::ostream out(&buffer);
  out << "some words";
  CHECK(out.good());
  out.flush();
  CHECK(out.bad());
  ::close(full);
}

TEST_CASE("descriptor streams: a descriptor that cannot be read is at its end") {
  DescriptorInput buffer(-1);
  std::istream in(&buffer);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}).empty());
}
