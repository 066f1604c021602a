#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <type_traits>

namespace guiju::cel {

/// Memory for the values of one evaluation or one dossier; freed all at once. Values made in an
/// arena live until it is released. Not safe to share between threads.
class Arena {
 public:
  template <typename T>
  T* make(std::size_t count = 1) {
    static_assert(std::is_trivially_destructible_v<T>);
    auto* memory = static_cast<T*>(pool_.allocate(sizeof(T) * count, alignof(T)));
    std::uninitialized_value_construct_n(memory, count);
    return memory;
  }
  std::string_view copy(std::string_view text);
  void release() { pool_.release(); }

 private:
  std::pmr::monotonic_buffer_resource pool_;
};

}  // namespace guiju::cel
