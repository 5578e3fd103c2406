/* SPDX-License-Identifier: Apache-2.0 */
/* Makes 32-bit system calls from a 64-bit program: the kernel takes them as those of 32-bit ones. */
#define _GNU_SOURCE
#include <asm/unistd_32.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static long call(long number, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
			 : "memory", "r8", "r9", "r10", "r11");
	return (int32_t)result;
}

static uint32_t low(void *at)
{
	return (uint32_t)(uintptr_t)at;
}

int main(void)
{
	/* Pointers have 32 bits. */
	char *text = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT,
			  -1, 0);
	uint32_t *words = (uint32_t *)(text + 1024);
	long file;

	if (text == MAP_FAILED)
		return 1;
	file = call(__NR_memfd_create, low(strcpy(text, "narrow")), 0, 0, 0, 0);
	call(__NR_write, file, low(strcpy(text, "hello")), 5, 0, 0);
	call(__NR_pwrite64, file, low(text), 4, 2, 1);
	call(__NR__llseek, file, 1, 3, low(words), 0);
	words[0] = low(text);
	words[1] = 2;
	words[2] = low(text) + 2;
	words[3] = 3;
	call(__NR_writev, file, low(words), 2, 0, 0);
	memcpy(words, (uint32_t[]){1, 1, 0, low(text) + 2048}, 16);
	call(__NR_socketcall, 8, low(words), 0, 0, 0);
	memcpy(words, (uint32_t[]){*(uint32_t *)(text + 2048), low(text), 3, 0}, 16);
	call(__NR_socketcall, 9, low(words), 0, 0, 0);
	memcpy(words, (uint32_t[]){0, 8192, 1, 0x22, -1, 0}, 24);
	call(__NR_mmap, low(words), 0, 0, 0, 0);
	words[0] = 0;
	words[1] = 1234;
	call(__NR_nanosleep, low(words), 0, 0, 0, 0);
	call(__NR_stat64, low(strcpy(text, "/no/such")), low(words), 0, 0, 0);
	call(__NR_waitpid, -1, 0, 1, 0, 0);
	call(__NR_nice, 0, 0, 0, 0, 0);
	call(__NR_ipc, 99, 0, 0, 0, 0);
	return 0;
}
