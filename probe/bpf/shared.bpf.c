// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* What all programs share, with each other and with user space. */
#include "clones.h"
#include "filler.h"
#include "standing.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile struct load_setup load_setup SEC(".rodata.setup") = {};
struct probe_config config SEC(".data.config");
struct ring_map rings SEC(".maps");
struct standing_map standings SEC(".maps");
struct clone_map clones SEC(".maps");
struct filler_map enter_fillers SEC(".maps");
struct filler_map exit_fillers SEC(".maps");
