/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the kernel side, the addon and TypeScript agree on: nothing but constants and structs.
 * probe/layout.ts says the same in TypeScript, and a test compares the two.
 */
#ifndef CHISEL_PROBE_H
#define CHISEL_PROBE_H

#include <linux/types.h>

/* System call numbers, of either kind, are below this. */
#define MAX_NUMBERS 512
/* Calls that have rules: by 64-bit number, then those that only 32-bit programs have. */
#define MAX_CALLS 1024
#define MAX_SOCKET_CALLS 32
#define MAX_PARAMS 18
/* Params of events that the first program fills in itself; so many of any event have lengths known before. */
#define MAX_PLAIN 8
#define MAX_FIXED 8
/* Lengths are copied in fours. */
#define LENGTH_ROOM 20
/* The number of an argument that is the call's result instead. */
#define RESULT_ARG 6
#define MAX_FLAG_TABLES 40
#define MAX_FLAG_ROWS 56
#define MAX_FILLERS 8
/* The filler that also knows the kinds of params of the first program. */
#define FILLER_OF_PLAIN 1
#define MAX_COMPONENTS 16
#define MAX_PIDS 32
#define MAX_COMMS 16
#define COMM_BYTES 16

/* The block type of a capture file that a record is laid out as. */
#define RECORD_TYPE 0x216
/* In a record: u32 type, u32 total bytes, u16 cpu; then the event; then u32 total bytes again. */
#define RECORD_HEAD 10
#define RECORD_TAIL 4
/* u64 ts, u64 tid, u32 bytes, u16 type, u32 param count. */
#define EVENT_HEAD 26
/* The most bytes that an event may have, and so the most that a ring must have free for one. */
#define MAX_EVENT 65535
/* A text with its NUL, and the bytes of a buffer, have at most these. */
#define MAX_TEXT 4096
#define MAX_DATA 65000
/* A record may begin before the end of the ring and go on after it. */
#define RING_SLACK (256 << 10)
#define RING_HEAD 4096

/* What to do with the events of a type. */
enum demand {
	DEMAND_NONE = 0,
	/* Only when the thread matches. */
	DEMAND_MATCHING = 1,
	DEMAND_ALWAYS = 2,
};

/* What a thread is to the lists of pids and names; kept until it runs another program. */
enum standing {
	STANDING_UNKNOWN = 0,
	/* Of the process that captures. */
	STANDING_OWN = 1,
	STANDING_OTHER = 2,
	STANDING_MATCHING = 3,
};
/* Together with a standing: the thread's name is no longer that which it was judged by. */
#define STANDING_RENAMED 0x80

/* Where a 32-bit call has its arguments when they are not those of the 64-bit one. */
enum argument_shape {
	SHAPE_PLAIN = 0,
	/* socketcall: the first says which call, the second where its arguments are. */
	SHAPE_SOCKET_CALL = 1,
	/* The first says where they are. */
	SHAPE_IN_MEMORY = 2,
	/* The fourth and fifth are the halves of an offset. */
	SHAPE_SPLIT_OFFSET = 3,
	/* The second and third are the halves of an offset, low one last; the fifth follows. */
	SHAPE_SEEK = 4,
	/* Times in memory have 64-bit members. */
	SHAPE_WIDE_TIME = 5,
};

/* The events that are no system calls. */
enum happening {
	HAPPENING_EXIT = 0,
	HAPPENING_SWITCH = 1,
	HAPPENING_SIGNAL = 2,
	HAPPENING_PAGE_FAULT = 3,
};

/*
 * Where a param's value comes from: `kind` is an enum param_kind, `arg` the number of an argument,
 * `other` that of another or of a flag table, `bytes` the width of the value; see calls/param-kinds.ts.
 */
struct param_rule {
	__u8 kind;
	__u8 arg;
	__u8 other;
	__u8 bytes;
	__u32 extra;
};

/* How to make an event: its type and params, and which program fills it in, 0 for the first one. */
struct event_rule {
	__u16 type;
	__u8 filler;
	__u8 count;
	/* So many params in front have lengths that are known, those of `lengths`. */
	__u8 fixed;
	/* Of an exit with the result 0: it has no enter event of its own thread or program. */
	__u8 alone_at_zero;
	__u16 reserved;
	__u16 lengths[LENGTH_ROOM];
	struct param_rule params[MAX_PARAMS];
};

/* A value that has any of the bits `any`, or equals `equals` under `mask`, adds `becomes`. */
struct flag_row {
	__u32 any;
	__u32 mask;
	__u32 equals;
	__u32 becomes;
};

/* How a value of the kernel becomes one of captures. */
struct flag_table {
	__u32 count;
	/* Bits that stay what they are. */
	__u32 kept;
	/* What it is when no row applies. */
	__u32 otherwise;
	__u32 reserved;
	struct flag_row rows[MAX_FLAG_ROWS];
};

/* Written by user space, at any time. */
struct probe_config {
	/* Added to the time since boot. */
	__u64 boot_ns;
	/* What stands for a text that is not there, and how many bytes of it. */
	__u64 absent_text;
	/* In the first pid namespace. */
	__u32 own_tgid;
	__u32 snaplen;
	/* Whether DEMAND_MATCHING looks at the lists below. */
	__u32 matching;
	__u32 pid_count;
	__u32 comm_count;
	__u32 absent_bytes;
	/* Number of the table of clone's flags; params of the event of a thread's end. */
	__u32 clone_flags;
	__u32 exit_params;
	/* Whose enter events are sent as calls begin, an enum demand; those of others go with the exits. */
	__u32 enters;
	__u32 unused;
	__u32 pids[MAX_PIDS];
	char comms[MAX_COMMS][COMM_BYTES];
	__u8 enter_demand[MAX_CALLS];
	__u8 exit_demand[MAX_CALLS];
	/* By enum happening. */
	__u8 happening_demand[16];
	/* The call that has the rules of each 32-bit one, and an enum argument_shape. */
	__u16 native[MAX_NUMBERS];
	__u8 shapes[MAX_NUMBERS];
	/* The same for what socketcall does; 0xffff where there is none. */
	__u16 socket_calls[MAX_SOCKET_CALLS];
	struct event_rule enter[MAX_CALLS];
	struct event_rule exit[MAX_CALLS];
	struct flag_table flags[MAX_FLAG_TABLES];
};

/* Known before the programs are loaded: what it rules out is not even there. */
struct load_setup {
	__u32 ring_mask;
	/* The machine is never suspended: the faster of two clocks, which stands still then, will do. */
	__u32 never_suspends;
};

/* Why an event is not in the ring. */
enum loss {
	LOSS_FULL = 0,
	/* It happened while another was being written on the same CPU. */
	LOSS_NESTED = 1,
	/* It had more bytes than an event may have. */
	LOSS_SIZE = 2,
	LOSS_CAUSES = 4,
};

/*
 * One CPU's ring. Positions only grow; `ring_mask` makes offsets of them. A record is there once
 * `head` is past it. While `busy`, an event with a time stamp before now may still come.
 */
struct ring {
	__u64 head;
	__u64 busy;
	__u64 sent;
	__u64 lost[LOSS_CAUSES];
	/* The call at hand; the result is RESULT_ARG, too. */
	__u64 args[8];
	__s64 result;
	__u32 compat;
	__u32 off;
	__u32 slot;
	__u32 call;
	/* Components of a path being put together, last one first. */
	__u64 names[MAX_COMPONENTS];
	__u32 name_count;
	__u32 done;
	/* Written by user space, once. */
	__u32 cpu;
	/* An enter event is being filled in that goes with its exit. */
	__u32 late;
	__u8 apart[RING_HEAD / 2 - 160 - 8 * MAX_COMPONENTS];
	/* Written by user space: what is before it has been read. */
	__u64 tail;
	__u8 rest[RING_HEAD / 2 - 8];
	__u8 data[];
};

#endif
