#pragma once
#include <memory>
#include <streambuf>

namespace guiju {

/// What is written to a descriptor, a good piece at a time. The standard streams are as good, but
/// make six buffers before they are asked for any, which costs a start as much as reading a dossier.
class DescriptorOutput : public std::streambuf {
 public:
  /// The descriptor stays open. What is not flushed is lost.
  explicit DescriptorOutput(int descriptor) : descriptor_(descriptor) {}

 protected:
  int_type overflow(int_type byte) override;
  int sync() override;

 private:
  bool write_out();

  int descriptor_;
  std::unique_ptr<char[]> bytes_;  // made when they are needed
};

/// What is read from a descriptor.
class DescriptorInput : public std::streambuf {
 public:
  explicit DescriptorInput(int descriptor) : descriptor_(descriptor) {}

 protected:
  int_type underflow() override;

 private:
  int descriptor_;
  std::unique_ptr<char[]> bytes_;  // made when they are needed
};

}  // namespace guiju
