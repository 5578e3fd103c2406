// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Flags of the kernel as captures have them. */
#include "event.h"
#include "flags.h"

/* 1 for all numbers but 0, without a branch: the verifier would follow both ways, for each row. */
static __always_inline __u32 is_any(__u32 bits)
{
	return (bits | -bits) >> 31;
}

/* A function of its own, so that the verifier looks at it once. */
__noinline __u32 convert_flags(__u32 number, __u32 value)
{
	struct flag_table *table;
	__u32 applied = 0;
	__u32 result;

	if (number >= MAX_FLAG_TABLES)
		return value;
	table = &config.flags[number];
	result = value & table->kept;
	for (int i = 0; i < MAX_FLAG_ROWS && i < READ_NOW(table->count); i++) {
		struct flag_row *row = &table->rows[i];

		__u32 differs = is_any((value & row->mask) ^ row->equals);
		__u32 applies = is_any(value & row->any) | (is_any(row->mask) & ~differs);

		result |= row->becomes & -applies;
		applied |= applies;
	}
	return applied || table->kept ? result : table->otherwise;
}
