/* SPDX-License-Identifier: Apache-2.0 */
/* Every number of the 32-bit table of calls, made by a 64-bit program. */
#include <asm/unistd_32.h>
#include <sys/mman.h>

#define LAST_NUMBER 480
#define LAST_SOCKET_CALL 20

void sweep_narrow_calls(void);

/* They end the program, or what they do can only be done right. */
static int is_narrow_left_out(long number)
{
	switch (number) {
	case __NR_exit:
	case __NR_exit_group:
	case __NR_fork:
	case __NR_vfork:
	case __NR_sigreturn:
	case __NR_rt_sigreturn:
	/* Would keep the signals off that end calls which wait. */
	case __NR_ssetmask:
		return 1;
	}
	return 0;
}

static void narrow_call(long number, long first, long second)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(number), "b"(first), "c"(second), "d"(0), "S"(0), "D"(0)
			 : "memory", "r8", "r9", "r10", "r11");
}

/* What the one call for all of sockets does, for a socket that is not there. */
static void sweep_socket_calls(void)
{
	/* Pointers have 32 bits. */
	int *words = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	words[0] = -1;
	for (long number = 0; number <= LAST_SOCKET_CALL; number++)
		narrow_call(__NR_socketcall, number, (int)(long)words);
}

void sweep_narrow_calls(void)
{
	sweep_socket_calls();
	for (long number = 0; number < LAST_NUMBER; number++)
		if (!is_narrow_left_out(number))
			narrow_call(number, -1, 0);
}
