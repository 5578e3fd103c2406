// SPDX-License-Identifier: Apache-2.0
#include "rings.h"

#include <cstddef>
#include <cstring>

#include "clock.h"
#include "drain.h"

namespace chisel {

namespace {

static_assert(offsetof(ring, tail) == RING_HEAD / 2 && offsetof(ring, data) == RING_HEAD);

constexpr uint64_t kNever = UINT64_MAX;
/** A time stamp may be taken this long before `busy` is seen to be set. */
constexpr uint64_t kUnseenNs = 20'000;
/** How often an event that is being written is waited for, and for how long each time. */
constexpr int kSettleTries = 200;
constexpr long kSettleNs = 20'000;

template <typename T>
T load(const uint8_t* from) {
  T value;
  memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace

Rings::Rings(Mapping memory, uint32_t ring_bytes, uint32_t cpu_count, uint64_t boot_ns)
    : mask_(ring_bytes - 1), boot_ns_(boot_ns) {
  const size_t each = size_t{RING_HEAD} + ring_bytes + RING_SLACK;
  for (uint32_t i = 0; i < cpu_count; i++) {
    ring* head = reinterpret_cast<ring*>(memory.bytes + i * each);
    cpus_.push_back({head, head->tail, head->tail, kNever});
  }
}

void Rings::look() {
  const uint64_t now_ns = boot_ns_ + clockNs(CLOCK_BOOTTIME) - kUnseenNs;
  for (Cpu& cpu : cpus_) {
    settle(cpu);
    see(cpu);
  }
  horizon_ns_ = now_ns;
}

void Rings::lookAtRest() {
  for (Cpu& cpu : cpus_) see(cpu);
  horizon_ns_ = kNever - 1;
}

void Rings::see(Cpu& cpu) {
  cpu.end = __atomic_load_n(&cpu.head->head, __ATOMIC_ACQUIRE);
  advance(cpu);
}

/** An event that is being written may be older than the moment of looking. */
void Rings::settle(Cpu& cpu) {
  for (int i = 0; i < kSettleTries && __atomic_load_n(&cpu.head->busy, __ATOMIC_ACQUIRE); i++) {
    const uint64_t before = __atomic_load_n(&cpu.head->head, __ATOMIC_ACQUIRE);
    for (int spin = 0; spin < 64; spin++) __builtin_ia32_pause();
    if (!__atomic_load_n(&cpu.head->busy, __ATOMIC_ACQUIRE)) return;
    if (__atomic_load_n(&cpu.head->head, __ATOMIC_ACQUIRE) != before) return;
    const timespec wait = {0, kSettleNs};
    if (i > 8) nanosleep(&wait, nullptr);
  }
}

uint8_t* Rings::record(const Cpu& cpu) const { return cpu.head->data + (cpu.at & mask_); }

void Rings::advance(Cpu& cpu) {
  cpu.ts_ns = cpu.at == cpu.end ? kNever : load<uint64_t>(record(cpu) + RECORD_HEAD);
}

bool Rings::copyTo(Block& block) {
  for (;;) {
    Cpu* oldest = nullptr;
    uint64_t next_ns = kNever;
    for (Cpu& cpu : cpus_) {
      if (oldest == nullptr || cpu.ts_ns < oldest->ts_ns) {
        if (oldest) next_ns = oldest->ts_ns;
        oldest = &cpu;
      } else if (cpu.ts_ns < next_ns) {
        next_ns = cpu.ts_ns;
      }
    }
    if (oldest->ts_ns == kNever || oldest->ts_ns > horizon_ns_) return true;
    if (!copyRun(*oldest, next_ns < horizon_ns_ ? next_ns : horizon_ns_, block)) return false;
  }
}

/** Copies records of one CPU up to a time; false when the block has no room for the next. */
bool Rings::copyRun(Cpu& cpu, uint64_t until_ns, Block& block) {
  bool fits = true;
  while (cpu.ts_ns <= until_ns && cpu.ts_ns != kNever) {
    const uint8_t* from = record(cpu);
    size_t length = 0;
    do {
      const uint32_t total = load<uint32_t>(from + length + 4);
      fits = block.count < block.capacity && block.used + length + total <= block.size;
      if (!fits) break;
      block.offsets[block.count++] = block.used + length + RECORD_HEAD;
      length += total;
      cpu.at += total;
      advance(cpu);
    } while (cpu.ts_ns <= until_ns && record(cpu) == from + length && cpu.ts_ns != kNever);
    memcpy(block.bytes + block.used, from, length);
    block.used += length;
    __atomic_store_n(&cpu.head->tail, cpu.at, __ATOMIC_RELEASE);
    if (!fits) break;
  }
  return fits;
}

}  // namespace chisel
