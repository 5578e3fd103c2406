// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "../bpf/probe.h"

namespace chisel {

/** What libbpf and the kernel refused, with what they said about it. */
class BpfError : public std::runtime_error {
 public:
  BpfError(const std::string& step, int error);
  const int error;
  /** The last lines of libbpf's and the verifier's log. */
  const std::string log;
};

/** Memory of a map, shared with the kernel. */
struct Mapping {
  uint8_t* bytes = nullptr;
  size_t size = 0;
};

/** The loaded kernel side: its programs, attached by name, and its maps. */
class BpfObject {
 public:
  /** Loads the object file with rings of `ring_bytes`, a power of two, one for each CPU. */
  BpfObject(const std::string& path, uint32_t ring_bytes, bool never_suspends);
  ~BpfObject();
  BpfObject(const BpfObject&) = delete;
  BpfObject& operator=(const BpfObject&) = delete;

  /** Attached programs go when the process ends, however it ends: the kernel counts their fds. */
  void attach(const std::string& program);
  void detach(const std::string& program);
  /** Puts a program into a program array. */
  void setTail(const std::string& array, uint32_t index, const std::string& program);
  /** Runs an iterator and returns all that it wrote. */
  std::vector<uint8_t> iterate(const std::string& program);

  probe_config* config() const { return reinterpret_cast<probe_config*>(config_.bytes); }
  size_t configBytes() const { return config_.size; }
  Mapping rings() const { return rings_; }
  Mapping standings() const { return standings_; }
  uint32_t ringBytes() const { return ring_bytes_; }
  uint32_t cpuCount() const { return cpu_count_; }

 private:
  bpf_program* find(const std::string& program);
  Mapping share(const char* map);

  bpf_object* object_ = nullptr;
  std::map<std::string, bpf_link*> links_;
  Mapping config_;
  Mapping rings_;
  Mapping standings_;
  uint32_t ring_bytes_;
  uint32_t cpu_count_;
};

}  // namespace chisel
