/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the program that makes every kind of event share. */
#ifndef CALLS_H
#define CALLS_H

#define _GNU_SOURCE
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The call itself, not what the C library makes of it; its result does not matter here. */
#define CALL(name, ...) syscall(SYS_##name, ##__VA_ARGS__)
/* The same, within a call: a macro is not expanded in its own arguments. */
#define BY(name, ...) syscall(SYS_##name, ##__VA_ARGS__)

/* Newer than some headers. */
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

/* Calls with arguments that mean something, by what they are about. */
void use_files(void);
void use_folders(void);
void use_sockets(void);
void use_fds(void);
void use_memory(void);
void use_processes(void);
void use_privileges(void);

/* Every number of the table of calls, with arguments that nothing can come of. */
void sweep_calls(void);
void sweep_narrow_calls(void);

#endif
