// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Flags of the kernel as captures have them. */
#include "event.h"
#include "flags.h"

/* A function of its own, so that the verifier looks at it once. */
__noinline __u32 convert_flags(__u32 number, __u32 value)
{
	struct flag_table *table;
	bool applied = false;
	__u32 result;

	if (number >= MAX_FLAG_TABLES)
		return value;
	table = &config.flags[number];
	result = value & table->kept;
	for (int i = 0; i < MAX_FLAG_ROWS && i < READ_NOW(table->count); i++) {
		struct flag_row *row = &table->rows[i];

		if (!(value & row->any) && (!row->mask || (value & row->mask) != row->equals))
			continue;
		result |= row->becomes;
		applied = true;
	}
	return applied || table->kept ? result : table->otherwise;
}
