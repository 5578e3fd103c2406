// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Fills in events whose params need flags, user memory, files or the task. */
#include "file-params.h"
#include "filler.h"
#include "odd-params.h"
#include "task-params.h"

static __always_inline void push_value(struct event *e, struct param_rule *rule)
{
	if (!push_memory(e, rule) && !push_file(e, rule) && !push_task(e, rule) &&
	    !push_odd(e, rule))
		push_plain(e, rule);
}

DEFINE_FILLERS(values, push_value)
