// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "bpf-object.h"
#include "rings.h"

namespace chisel {

/** Memory for some thousand events, owned by whoever started the drain. */
struct Block {
  uint8_t* bytes;
  size_t size;
  uint32_t* offsets;
  size_t capacity;
  /** Events in it. */
  uint32_t count = 0;
  size_t used = 0;
};

/**
 * Copies what the rings hold into blocks, on a thread of its own, in the order of time. When no block
 * is free it waits: the rings fill up, and the kernel counts what finds no room.
 */
class Drain {
 public:
  /** `on_ready` is called, on the drain's thread, when a block is there that `take` had asked for in vain. */
  Drain(Rings rings, std::vector<Block> blocks, std::function<void()> on_ready);
  ~Drain();

  /** Number of the next block with events, -1 when there is none yet, -2 when none will come. */
  int take();
  void release(int block);
  const Block& block(int number) const { return blocks_[number]; }
  /** The kernel side has been told to write nothing more: takes what it has written, then ends. */
  void finish();

 private:
  void run();
  bool pass(bool last);
  bool nextBlock();
  void deliver();

  Rings rings_;
  std::vector<Block> blocks_;
  std::function<void()> on_ready_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<int> free_;
  std::deque<int> ready_;
  int current_ = -1;
  bool wanted_ = false;
  bool ended_ = false;
  std::atomic<bool> finishing_{false};
  std::atomic<bool> closing_{false};
  std::thread thread_;
};

}  // namespace chisel
