// SPDX-License-Identifier: Apache-2.0
#include "drain.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>

namespace chisel {

namespace {

/**
 * How long to sleep once the rings are empty: longer each time, as long as they stay so. The rings have room
 * for much more than happens meanwhile, and looking at them all the time would cost a CPU.
 */
constexpr long kShortestNapNs = 500'000;
constexpr long kLongestNapNs = 2'000'000;
/** No program takes that long for an event. */
constexpr long kWriteNs = 50'000'000;

/** Waits until all programs have ended that are running now: they count as readers of RCU. */
void awaitPrograms() {
  if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0) == 0) return;
  const timespec wait = {0, kWriteNs};
  nanosleep(&wait, nullptr);
}

}  // namespace

Drain::Drain(Rings rings, std::vector<Block> blocks, std::function<void()> on_ready)
    : rings_(std::move(rings)), blocks_(std::move(blocks)), on_ready_(std::move(on_ready)) {
  for (size_t i = 0; i < blocks_.size(); i++) free_.push_back(i);
  thread_ = std::thread(&Drain::run, this);
  pthread_setname_np(thread_.native_handle(), "chisel-drain");
}

Drain::~Drain() {
  closing_ = true;
  freed_.notify_all();
  thread_.join();
}

int Drain::take() {
  std::lock_guard lock(mutex_);
  wanted_ = ready_.empty();
  if (wanted_) return ended_ ? -2 : -1;
  const int block = ready_.front();
  ready_.pop_front();
  return block;
}

void Drain::release(int block) {
  {
    std::lock_guard lock(mutex_);
    free_.push_back(block);
  }
  freed_.notify_one();
}

void Drain::finish() { finishing_ = true; }

void Drain::run() {
  long nap_ns = kShortestNapNs;
  while (!closing_) {
    const bool last = finishing_;
    if (last) awaitPrograms();
    const bool any = pass(last);
    if (last) break;
    nap_ns = any ? kShortestNapNs : std::min(nap_ns * 2, kLongestNapNs);
    const timespec nap = {0, nap_ns};
    nanosleep(&nap, nullptr);
  }
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }
  on_ready_();
}

/** Empties the rings once; false when nothing new was in them. */
bool Drain::pass(bool last) {
  if (last) {
    rings_.lookAtRest();
  } else {
    rings_.look();
  }
  bool any = false;
  for (bool all = false; !all && nextBlock();) {
    const uint32_t before = blocks_[current_].count;
    all = rings_.copyTo(blocks_[current_]);
    if (blocks_[current_].count == 0) break;
    any = any || blocks_[current_].count > before;
    bool hungry;
    {
      std::lock_guard lock(mutex_);
      hungry = ready_.empty();
    }
    // A block that is not full only goes out when the reader has nothing else to read.
    if (!all || hungry || last) deliver();
  }
  return any;
}

/** Makes sure that there is a block to fill; false when closing. */
bool Drain::nextBlock() {
  if (current_ >= 0) return true;
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [this] { return closing_ || !free_.empty(); });
  if (closing_) return false;
  // The one that was freed last: its memory is there, and may still be in a cache.
  current_ = free_.back();
  free_.pop_back();
  blocks_[current_].count = 0;
  blocks_[current_].used = 0;
  return true;
}

void Drain::deliver() {
  bool wake;
  {
    std::lock_guard lock(mutex_);
    ready_.push_back(current_);
    wake = wanted_;
    wanted_ = false;
  }
  current_ = -1;
  if (wake) on_ready_();
}

}  // namespace chisel
