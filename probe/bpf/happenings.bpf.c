// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Events that are no system calls: the end of a thread, switches, signals, page faults. */
#include "standing.h"
#include "task.h"

#define EVENT_SWITCH 152
#define EVENT_EXIT 186
#define EVENT_SIGNAL 232
#define EVENT_PAGE_FAULT 290
#define SIGNAL_FIELDS 16

/* Takes the ring for an event of the current thread, if it is wanted. */
static __always_inline bool begin(struct event *e, enum happening happening, __u16 type,
				  __u32 count)
{
	struct current current;
	struct ring *ring;

	look_at_current(&current);
	if (!is_demanded(config.happening_demand[happening], current_standing(&current)))
		return false;
	ring = this_ring();
	return ring && event_begin(e, ring, current.pid, type, count);
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(thread_exit, struct task_struct *task)
{
	int status = BPF_CORE_READ(task, exit_code);
	struct list_head *children = &task->children;
	struct event e;

	if (!begin(&e, HAPPENING_EXIT, EVENT_EXIT, config.exit_params))
		return 0;
	push_u64(&e, status);
	push_u64(&e, status >> 8 & 0xff);
	push_u8(&e, status & 0x7f);
	push_u8(&e, status >> 7 & 1);
	/* Who inherits the children is only decided later. */
	if (config.exit_params > 4)
		push_u64(&e, BPF_CORE_READ(children, next) == children ? 0 : -1);
	event_commit(&e);
	return 0;
}

SEC("tp_btf/sched_switch")
int BPF_PROG(thread_switch, bool preempt, struct task_struct *from, struct task_struct *to)
{
	struct event e;

	if (!begin(&e, HAPPENING_SWITCH, EVENT_SWITCH, 6))
		return 0;
	push_u64(&e, BPF_CORE_READ(to, pid));
	push_u64(&e, BPF_CORE_READ(from, maj_flt));
	push_u64(&e, BPF_CORE_READ(from, min_flt));
	push_vm(&e, BPF_CORE_READ(from, mm));
	event_commit(&e);
	return 0;
}

/* Signals of which it matters who sent them: HUP INT QUIT KILL TERM TSTP, as bits. */
#define SENT_BY_USERS (1 << 1 | 1 << 2 | 1 << 3 | 1 << 9 | 1 << 15 | 1 << 20)
#define SIGCHLD 17
#define SIGRTMIN 32

static __always_inline __u32 sender_of(int number, struct kernel_siginfo *info)
{
	bool by_user = number < 32 && (SENT_BY_USERS >> number & 1) &&
		       BPF_CORE_READ(info, si_code) <= 0;
	__u32 pid = 0;

	if (by_user || number == SIGCHLD || number >= SIGRTMIN)
		bpf_probe_read_kernel(&pid, sizeof(pid), (void *)info + SIGNAL_FIELDS);
	return pid;
}

SEC("tp_btf/signal_deliver")
int BPF_PROG(signal_delivered, int number, struct kernel_siginfo *info)
{
	struct event e;

	if (!begin(&e, HAPPENING_SIGNAL, EVENT_SIGNAL, 3))
		return 0;
	push_u64(&e, sender_of(number, info));
	push_u64(&e, (__u32)bpf_get_current_pid_tgid());
	push_u8(&e, number);
	event_commit(&e);
	return 0;
}

/* Bits of the processor's error code, each in one of two words of captures. */
static __always_inline __u32 fault_flags(unsigned long error)
{
	return (error & 1 ? 1 : 2) | (error & 2 ? 4 : 8) | (error & 4 ? 16 : 32) |
	       (error & 8 ? 64 : 0) | (error & 16 ? 128 : 0);
}

static __always_inline int page_fault(unsigned long address, struct pt_regs *regs,
				      unsigned long error)
{
	struct event e;

	if (!begin(&e, HAPPENING_PAGE_FAULT, EVENT_PAGE_FAULT, 3))
		return 0;
	push_u64(&e, address);
	push_u64(&e, regs->ip);
	push_u32(&e, fault_flags(error));
	event_commit(&e);
	return 0;
}

SEC("tp_btf/page_fault_user")
int BPF_PROG(fault_user, unsigned long address, struct pt_regs *regs, unsigned long error)
{
	return page_fault(address, regs, error);
}

SEC("tp_btf/page_fault_kernel")
int BPF_PROG(fault_kernel, unsigned long address, struct pt_regs *regs, unsigned long error)
{
	return page_fault(address, regs, error);
}
