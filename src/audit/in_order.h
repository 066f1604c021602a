#pragma once
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace guiju {

/// Makes things on several threads and gives them out in order.
///
/// `make(i)` for each i below `count` runs on one of `threads`, `take(i, made)` on the caller's, in
/// order of i. No more than `ahead` made things wait to be taken, so that one that
/// takes long costs no memory. They are taken several at a time, unless that would keep the first
/// waiting long: to wake the caller for each would cost more than to take it. `take` answers false
/// to have no more; what is being made then is finished and dropped. What `make` throws is thrown
/// to the caller in its turn. Without threads, which the system may refuse, all is done on the
/// caller's.
template <typename Made>
class InOrder {
 public:
  template <typename Make, typename Take>
  static void run(std::size_t count, std::size_t threads, std::size_t ahead, Make make,
                  Take take) {
    InOrder order(count, ahead);
    std::vector<std::jthread> started;
    if (count > 1) {
      start(started, std::min(threads, count), [&order, &make] { order.work(make); });
    }
    if (started.empty()) {
      for (std::size_t i = 0; i < count; ++i) {
        if (!take(i, make(i))) return;
      }
      return;
    }
    try {
      order.give_out(take);
    } catch (...) {
      order.stop();
      throw;
    }
    order.stop();
  }

 private:
  struct Slot {
    std::optional<Made> made;
    std::exception_ptr failure;
  };

  /// As many threads as the system gives: where it gives few, or none, the work takes longer.
  template <typename Work>
  static void start(std::vector<std::jthread>& started, std::size_t wanted, Work work) {
    started.reserve(wanted);
    try {
      while (started.size() < wanted) started.emplace_back(work);
    } catch (const std::system_error&) {
      // No more, then.
    }
  }

  /// Of what may wait to be taken, the part that the caller is woken for.
  static constexpr std::size_t batches = 8;
  /// How long the first of a batch may wait for the others: no longer than a reader of the progress
  /// would notice.
  static constexpr std::chrono::milliseconds longest_wait{50};

  InOrder(std::size_t count, std::size_t ahead) : count_(count), ahead_(ahead) {}

  template <typename Make>
  void work(Make& make) {
    for (;;) {
      std::size_t mine = 0;
      {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return stopped_ || next_ >= count_ || next_ < taken_ + ahead_; });
        if (stopped_ || next_ >= count_) return;
        mine = next_++;
      }
      Slot slot;
      try {
        slot.made.emplace(make(mine));
      } catch (...) {
        slot.failure = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      waiting_.emplace(mine, std::move(slot));
      if (has_batch()) ready_.notify_one();
    }
  }

  bool has_next() const { return !waiting_.empty() && waiting_.begin()->first == taken_; }

  /// Whether the next is there, and enough with it, or no more can be made before it is taken.
  bool has_batch() const {
    return has_next() &&
           (waiting_.size() >= ahead_ / batches || next_ >= count_ || next_ >= taken_ + ahead_);
  }

  /// The next in order and those that follow it, one after the other.
  std::deque<Slot> next_batch() {
    std::unique_lock lock(mutex_);
    do {
      ready_.wait_for(lock, longest_wait, [this] { return has_batch(); });
    } while (!has_next());
    std::deque<Slot> batch;
    for (auto next = waiting_.begin();
         next != waiting_.end() && next->first == taken_ + batch.size();
         next = waiting_.erase(next)) {
      batch.push_back(std::move(next->second));
    }
    return batch;
  }

  template <typename Take>
  void give_out(Take& take) {
    while (taken_ < count_) {
      for (Slot& slot : next_batch()) {
        const std::size_t mine = taken_;
        {
          const std::lock_guard lock(mutex_);
          ++taken_;
          room_.notify_one();
        }
        if (slot.failure) std::rethrow_exception(slot.failure);
        if (!take(mine, std::move(*slot.made))) return;
      }
    }
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

  std::size_t count_, ahead_;
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::map<std::size_t, Slot> waiting_;
  std::size_t next_ = 0, taken_ = 0;
  bool stopped_ = false;
};

}  // namespace guiju
