#include "cli/image.h"

#include <ucontext.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory_resource>
#include <new>
#include <span>

// Of the linker: the parts of the program that are loaded.
extern "C" const char __executable_start[], etext[], __data_start[], __bss_start[], end[];

// Of src/cmake/image_space.cc: zeros in the program that makes the image, the image in the other.
extern "C" char guiju_image[];

namespace guiju {
namespace {

/// What stands at the start of the image.
struct Header {
  std::size_t size = 0;  ///< of the whole image; 0: there is none yet
  Packs* packs = nullptr;
  /// Where the parts of the program are that the image points into.
  std::array<const char*, 4> program{};
};

Header& header() { return *reinterpret_cast<Header*>(guiju_image); }

std::array<const char*, 4> this_program() {
  return {__executable_start, etext, __data_start, __bss_start};
}

bool in_image(const void* memory) {
  const auto at = reinterpret_cast<std::uintptr_t>(memory);
  const auto begin = reinterpret_cast<std::uintptr_t>(guiju_image);
  return at - begin < header().size;
}

/// Takes the memory of all objects from the image while it is made. What is given back is used
/// again, for the same size, and zeroed, so that the same packs make the same image.
class Space {
 public:
  bool open = false;

  void* take(std::size_t bytes, std::size_t alignment) {
    bytes = rounded(bytes);
    if (void* again = take_returned(bytes, alignment)) return again;
    const std::size_t at = (used_ + alignment - 1) / alignment * alignment;
    if (bytes > GUIJU_IMAGE_CAPACITY - at) throw std::bad_alloc();
    used_ = at + bytes;
    header().size = used_;
    return guiju_image + at;
  }

  void give_back(void* memory, std::size_t bytes) {
    bytes = rounded(bytes);
    std::memset(memory, 0, bytes);
    if (void** list = returned(bytes)) {
      std::memcpy(memory, list, sizeof *list);
      *list = memory;
    }
  }

  /// Makes what was given back zeros from end to end.
  void forget_returned() {
    for (void*& list : returned_) {
      while (list != nullptr) {
        void* const memory = list;
        std::memcpy(&list, memory, sizeof list);
        std::memset(memory, 0, sizeof list);
      }
    }
  }

 private:
  static constexpr std::size_t grain = alignof(std::max_align_t);

  static std::size_t rounded(std::size_t bytes) {
    return (std::max<std::size_t>(bytes, 1) + grain - 1) / grain * grain;
  }

  void** returned(std::size_t bytes) {
    const std::size_t index = bytes / grain;
    return index < returned_.size() ? &returned_[index] : nullptr;
  }

  void* take_returned(std::size_t bytes, std::size_t alignment) {
    void** const list = returned(bytes);
    if (list == nullptr || *list == nullptr || alignment > grain) return nullptr;
    void* const memory = *list;
    std::memcpy(list, memory, sizeof *list);
    std::memset(memory, 0, sizeof *list);
    return memory;
  }

  std::size_t used_ = (sizeof(Header) + 4095) / 4096 * 4096;
  /// By size: the last that was given back, which names the one before.
  std::array<void*, 4096> returned_{};
};

constinit Space space;

void* allocate(std::size_t bytes, std::size_t alignment) {
  if (space.open) return space.take(bytes, alignment);
  const bool usual = alignment <= alignof(std::max_align_t);
  const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
  void* const memory =
      usual ? std::malloc(bytes == 0 ? 1 : bytes) : std::aligned_alloc(alignment, whole);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

/// Memory of the image is never given back: the packs last as long as the program.
void release(void* memory) {
  if (!in_image(memory)) std::free(memory);
}

void release(void* memory, std::size_t bytes) {
  if (!in_image(memory)) {
    std::free(memory);
  } else if (space.open) {
    space.give_back(memory, bytes);
  }
}

std::span<std::uintptr_t> words_of_image() {
  const std::size_t begin = sizeof(Header) / sizeof(std::uintptr_t);
  return {reinterpret_cast<std::uintptr_t*>(guiju_image) + begin,
          header().size / sizeof(std::uintptr_t) - begin};
}

/// Objects that are copied whole bring along what lay on the stack in their gaps, such as the value
/// that an optional does not have. So the packs are read on a stack of our own, which is the same
/// at each build, and what is left of its addresses is cleared.
class OwnStack {
 public:
  void run(void (*function)()) {
    ucontext_t inside;
    getcontext(&inside);
    inside.uc_stack.ss_sp = memory_;
    inside.uc_stack.ss_size = sizeof memory_;
    inside.uc_link = &outside_;
    makecontext(&inside, function, 0);
    swapcontext(&outside_, &inside);
  }

  void clear_addresses() const {
    const auto begin = reinterpret_cast<std::uintptr_t>(memory_);
    for (auto& word : words_of_image()) {
      if (word - begin <= sizeof memory_) word = 0;
    }
  }

 private:
  ucontext_t outside_;
  alignas(4096) char memory_[1 << 20];
};

OwnStack own_stack;

/// A word of the image that points to a variable of the program, which will hold something else
/// when the image is used. Null if there is none.
const std::uintptr_t* find_stray_pointer() {
  // Made before `main` in every run, at the same place.
  const auto usual = reinterpret_cast<std::uintptr_t>(std::pmr::new_delete_resource());
  const auto begin = reinterpret_cast<std::uintptr_t>(__data_start);
  const auto size = reinterpret_cast<std::uintptr_t>(end) - begin;
  for (const auto& word : words_of_image()) {
    if (word - begin < size && word != usual) return &word;
  }
  return nullptr;
}

void fill_image() {
  Diagnostics diagnostics;
  space.open = true;
  Packs* const packs = new Packs(load_packs(builtin_rules(), diagnostics));
  packs->read_all();
  space.open = false;
  space.forget_returned();
  header().program = this_program();
  if (diagnostics.empty()) {
    header().packs = packs;
  } else {
    const auto words = message_of(diagnostics.all().front(), Language::en);
    std::fprintf(stderr, "mistake in the built-in packs: %s\n", words.c_str());
  }
}

bool write_to(const char* file) {
  std::FILE* const out = std::fopen(file, "wb");
  if (out == nullptr) return false;
  const bool written = std::fwrite(guiju_image, 1, header().size, out) == header().size;
  return (std::fclose(out) == 0) && written;
}

}  // namespace

Packs* packs_in_image() {
  if (header().size == 0) return nullptr;
  if (header().program == this_program()) return header().packs;
  // A linker that moves things has no use for GUIJU_IMAGE; every start says so.
  std::fputs("the image of the packs was made by another program\n", stderr);
  std::abort();
}

bool write_image(const char* file) {
  own_stack.run(fill_image);
  if (header().packs == nullptr) return false;
  own_stack.clear_addresses();
  if (const auto* stray = find_stray_pointer()) {
    std::fprintf(stderr, "the image points to a variable: at %p, to %#jx\n",
                 static_cast<const void*>(stray), static_cast<std::uintmax_t>(*stray));
    return false;
  }
  if (write_to(file)) return true;
  std::perror(file);
  return false;
}

}  // namespace guiju

void* operator new(std::size_t bytes) {
  return guiju::allocate(bytes, alignof(std::max_align_t));
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return guiju::allocate(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { guiju::release(memory); }
void operator delete(void* memory, std::size_t bytes) noexcept { guiju::release(memory, bytes); }
void operator delete(void* memory, std::align_val_t) noexcept { guiju::release(memory); }
void operator delete(void* memory, std::size_t bytes, std::align_val_t) noexcept {
  guiju::release(memory, bytes);
}
