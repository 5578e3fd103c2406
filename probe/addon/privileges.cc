// SPDX-License-Identifier: Apache-2.0
#include "privileges.h"

#include <dirent.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace chisel {

namespace {

constexpr int kTries = 50;
constexpr long kWaitNs = 2'000'000;

/** The kernel keeps capabilities by thread, and nobody can set those of another. */
void dropOwn(int) {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  syscall(SYS_capset, &header, data);
}

/** A signal's action as the kernel has it; glibc hides the one that no thread can block. */
struct KernelAction {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)();
  unsigned long mask;
};

/** The signal that glibc itself changes the ids of all threads with. */
constexpr int kSignal = 33;
constexpr unsigned long kRestorer = 0x04000000;

/** What glibc has handlers return through. */
void (*restorer())() {
  struct sigaction any = {};
  struct sigaction before = {};
  any.sa_handler = dropOwn;
  sigaction(SIGRTMAX, &any, &before);
  KernelAction seen = {};
  syscall(SYS_rt_sigaction, SIGRTMAX, nullptr, &seen, sizeof seen.mask);
  sigaction(SIGRTMAX, &before, nullptr);
  return seen.restorer;
}

std::vector<int> threads() {
  std::vector<int> tids;
  DIR* folder = opendir("/proc/self/task");
  if (folder == nullptr) return tids;
  while (const dirent* entry = readdir(folder)) {
    const int tid = atoi(entry->d_name);
    if (tid > 0) tids.push_back(tid);
  }
  closedir(folder);
  return tids;
}

bool hasCapabilities(int tid) {
  const std::string path = "/proc/self/task/" + std::to_string(tid) + "/status";
  FILE* status = fopen(path.c_str(), "r");
  if (status == nullptr) return false;
  char line[256];
  unsigned long long bits = 0;
  while (fgets(line, sizeof line, status)) {
    if (strncmp(line, "CapPrm:", 7) == 0) bits = strtoull(line + 7, nullptr, 16);
  }
  fclose(status);
  return bits != 0;
}

}  // namespace

bool dropCapabilities() {
  KernelAction own = {};
  KernelAction before = {};
  own.handler = dropOwn;
  own.flags = kRestorer | SA_RESTART;
  own.restorer = restorer();
  syscall(SYS_rt_sigaction, kSignal, &own, &before, sizeof own.mask);
  bool left = true;
  for (int i = 0; left && i < kTries; i++) {
    left = false;
    for (const int tid : threads()) {
      if (!hasCapabilities(tid)) continue;
      left = true;
      syscall(SYS_tgkill, getpid(), tid, kSignal);
    }
    const timespec wait = {0, kWaitNs};
    if (left) nanosleep(&wait, nullptr);
  }
  syscall(SYS_rt_sigaction, kSignal, &before, nullptr, sizeof own.mask);
  return !left;
}

}  // namespace chisel
