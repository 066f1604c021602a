#pragma once
#include <cstddef>
#include <cstdint>

// What every fuzz target of this folder defines; libFuzzer and replay.cc call it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
