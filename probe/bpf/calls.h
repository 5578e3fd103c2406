/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Numbers of system calls that are special. */
#ifndef CHISEL_CALLS_H
#define CHISEL_CALLS_H

#define NR_RT_SIGRETURN 15
#define NR_CLONE 56
#define NR_EXECVE 59
#define NR_EXECVEAT 322
#define NR_CLONE3 435

#endif
