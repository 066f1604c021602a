#include "cel/arena.h"

namespace guiju::cel {

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* memory = make<char>(text.size());
  std::memcpy(memory, text.data(), text.size());
  return {memory, text.size()};
}

}  // namespace guiju::cel
