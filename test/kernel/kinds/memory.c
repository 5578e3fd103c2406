/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about memory, and what processes share. */
#include "calls.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/uio.h>
#include <time.h>

#define PAGE 4096L

static void map(void)
{
	long file = CALL(open, "made", O_RDWR, 0);
	long at = CALL(mmap, NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L);

	*(volatile char *)at = 1;
	CALL(munmap, BY(mmap, NULL, PAGE, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0L), PAGE);
	CALL(mmap, at, PAGE, PROT_NONE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0L);
	CALL(mmap, NULL, 0L, PROT_READ, MAP_PRIVATE, file, PAGE);
	CALL(mmap, NULL, PAGE, PROT_EXEC | PROT_READ, MAP_SHARED | MAP_DENYWRITE, 999, 2 * PAGE);
	CALL(mprotect, at, PAGE, PROT_READ | PROT_EXEC);
	CALL(mprotect, at + 1, PAGE, PROT_WRITE);
	CALL(mlock, at, PAGE);
	CALL(munlock, at, PAGE);
	CALL(mlock2, at, PAGE, MLOCK_ONFAULT);
	CALL(mlock2, at, PAGE, 77);
	CALL(mlockall, MCL_CURRENT | MCL_FUTURE);
	CALL(munlockall);
	CALL(mlockall, 99);
	CALL(madvise, at, PAGE, MADV_DONTNEED);
	CALL(msync, at, PAGE, MS_ASYNC);
	CALL(mincore, at, PAGE, &(char){ 0 });
	at = CALL(mremap, at + PAGE, PAGE, 8 * PAGE, MREMAP_MAYMOVE, NULL);
	CALL(munmap, at, 8 * PAGE);
	CALL(munmap, 1L, PAGE);
	CALL(brk, 0L);
	CALL(brk, BY(brk, 0L) + PAGE);
	CALL(pkey_free, BY(pkey_alloc, 0L, 0L));
	CALL(close, file);
}

static void read_processes(void)
{
	char from[300] = "what a process reads of itself", to[300];
	struct iovec theirs = { from, 30 }, ours[2] = { { to, 10 }, { to + 20, 20 } };

	CALL(process_vm_readv, BY(getpid), ours, 2L, &theirs, 1L, 0L);
	CALL(process_vm_writev, BY(getpid), &theirs, 1L, ours, 2L, 0L);
	CALL(process_vm_readv, 999999999, ours, 2L, &theirs, 1L, 0L);
	CALL(process_vm_writev, 999999999, ours, 2L, &theirs, 1L, 0L);
}

static void wait_on_words(void)
{
	static uint32_t word = 5, other;
	struct timespec short_time = { 0, 1000 };

	CALL(futex, &word, FUTEX_WAIT, 4, NULL, NULL, 0);
	CALL(futex, &word, FUTEX_WAIT_PRIVATE, 5, &short_time, NULL, 0);
	CALL(futex, &word, FUTEX_WAKE, 1, NULL, NULL, 0);
	CALL(futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
	CALL(futex, &word, FUTEX_REQUEUE, 1, 1L, &other, 0);
	CALL(futex, &word, FUTEX_CMP_REQUEUE_PRIVATE, 1, 1L, &other, 5);
	CALL(futex, &word, FUTEX_WAKE_OP, 1, 1L, &other, 0);
	CALL(futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 4, &short_time, NULL, 1);
	CALL(futex, &word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
	CALL(futex, &word, 99, 0, NULL, NULL, 0);
}

static void use_semaphores(void)
{
	struct sembuf changes[3] = { { 0, 2, SEM_UNDO }, { 1, 1, IPC_NOWAIT | SEM_UNDO }, { 0, -1, 0 } };
	static const int commands[] = { GETVAL, GETPID, GETNCNT, GETZCNT, GETALL, IPC_STAT, SEM_STAT, IPC_INFO, 99 };
	char room[1000];
	long set = CALL(semget, IPC_PRIVATE, 2, IPC_CREAT | IPC_EXCL | 0600);

	CALL(semget, 0x12345, 0, 0);
	CALL(semctl, set, 1, SETVAL, 3);
	CALL(semop, set, changes, 3L);
	CALL(semop, set, changes, 1L);
	CALL(semop, -1, changes, 2L);
	CALL(semop, set, NULL, 1L);
	CALL(semtimedop, set, changes, 1L, NULL);
	for (unsigned i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		CALL(semctl, set, 0, commands[i], room);
	CALL(semctl, set, 0, IPC_RMID, 0);
}

static void share(void)
{
	struct {
		long type;
		char text[10];
	} message = { 1, "a message" };
	long memory = CALL(shmget, IPC_PRIVATE, PAGE, IPC_CREAT | 0600);
	long queue = CALL(msgget, IPC_PRIVATE, IPC_CREAT | 0600);

	CALL(shmdt, BY(shmat, memory, NULL, SHM_RDONLY));
	CALL(shmctl, memory, IPC_RMID, NULL);
	CALL(msgsnd, queue, &message, 10L, 0);
	CALL(msgrcv, queue, &message, 10L, 0L, IPC_NOWAIT);
	CALL(msgctl, queue, IPC_RMID, NULL);
	CALL(close, BY(mq_open, "chisel-kinds", O_RDWR | O_CREAT, 0600, NULL));
	CALL(mq_unlink, "chisel-kinds");
}

void use_memory(void)
{
	map();
	read_processes();
	wait_on_words();
	use_semaphores();
	share();
}
