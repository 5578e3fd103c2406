// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "../bpf/probe.h"
#include "bpf-object.h"

namespace chisel {

struct Block;

/** The reading side of the rings of all CPUs. */
class Rings {
 public:
  Rings(Mapping memory, uint32_t ring_bytes, uint32_t cpu_count, uint64_t boot_ns);

  /** Fixes what may be read now: every event older than this moment, as far as it is written. */
  void look();
  /** Likewise every event there is, once no more are written. */
  void lookAtRest();
  /** Copies what `look` found, oldest first; false when the block is full before all of it is there. */
  bool copyTo(Block& block);

 private:
  struct Cpu {
    ring* head;
    /** What has been read, and what may be. */
    uint64_t at;
    uint64_t end;
    /** Time stamp of the record at `at`, of the far future when there is none. */
    uint64_t ts_ns;
  };

  void settle(Cpu& cpu);
  void see(Cpu& cpu);
  uint8_t* record(const Cpu& cpu) const;
  void advance(Cpu& cpu);
  bool copyRun(Cpu& cpu, uint64_t until_ns, Block& block);

  std::vector<Cpu> cpus_;
  uint64_t mask_;
  uint64_t boot_ns_;
  uint64_t horizon_ns_ = 0;
};

}  // namespace chisel
