/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about users, limits, capabilities, and those of administrators, which come to nothing. */
#include "calls.h"
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/quota.h>
#include <sys/resource.h>

static void be_somebody(void)
{
	uid_t ids[3];

	CALL(getuid);
	CALL(geteuid);
	CALL(getgid);
	CALL(getegid);
	CALL(getresuid, ids, ids + 1, ids + 2);
	CALL(getresgid, ids, ids + 1, ids + 2);
	CALL(getresuid, NULL, NULL, NULL);
	CALL(setresgid, -1, 7, -1);
	CALL(setregid, -1, 0);
	CALL(setgid, 0);
	CALL(setresuid, -1, 8, -1);
	CALL(setreuid, -1, 0);
	CALL(setuid, 0);
	CALL(setfsuid, -1);
	CALL(getgroups, 0, NULL);
	CALL(setuid, -1);
	CALL(setgid, -1);
}

static void limit(void)
{
	struct rlimit some = { 100, 1000 };
	struct rlimit got;

	for (int resource = 0; resource < 18; resource++)
		CALL(getrlimit, resource, &got);
	CALL(getrlimit, RLIMIT_CORE, NULL);
	CALL(getrlimit, RLIMIT_CORE, &some);
	CALL(setrlimit, RLIMIT_CORE, &some);
	CALL(setrlimit, RLIMIT_CORE, NULL);
	CALL(setrlimit, 99, &some);
	CALL(prlimit64, 0, RLIMIT_NICE, NULL, &got);
	CALL(prlimit64, 0, RLIMIT_LOCKS, &some, NULL);
	CALL(prlimit64, 999999999, RLIMIT_CPU, &some, &got);
}

static void be_capable(void)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0 } };
	long self = CALL(open, "/proc/self/ns/uts", O_RDONLY, 0);

	CALL(capget, &head, data);
	CALL(capset, &head, data + 0);
	CALL(capset, NULL, NULL);
	CALL(unshare, CLONE_FILES | CLONE_FS);
	CALL(unshare, 0xff);
	CALL(setns, self, CLONE_NEWUTS);
	CALL(setns, self, CLONE_NEWNET);
	CALL(setns, -1, CLONE_NEWPID | CLONE_NEWIPC);
	CALL(close, self);
	CALL(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &(uint32_t){ SECCOMP_RET_KILL });
	CALL(seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_LOG, NULL);
	CALL(seccomp, 55, 66, NULL);
}

static void keep_keys(void)
{
	char text[100];

	CALL(keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_PROCESS_KEYRING, 0, 0, 0);
	CALL(keyctl, KEYCTL_DESCRIBE, -1, text, 100L, 0);
	CALL(keyctl, KEYCTL_SEARCH, KEY_SPEC_THREAD_KEYRING, "user", "a key", 0);
	CALL(keyctl, KEYCTL_UPDATE, 5, "secret", 6L, 0);
	CALL(keyctl, KEYCTL_SET_TIMEOUT, 5, 10, 0, 0);
	CALL(keyctl, 999, 1, 2, 3, 4);
	CALL(request_key, "user", "a key", NULL, 0);
}

static void administer(void)
{
	struct dqblk quota = { 1, 2, 3, 4, 5, 6, 7, 8, QIF_ALL };
	struct dqinfo info = { 60, 70, 1, IIF_ALL };
	long file = CALL(open, "made", O_RDONLY, 0);

	CALL(quotactl, QCMD(Q_GETQUOTA, USRQUOTA), "no/such", 5, &quota);
	CALL(quotactl, QCMD(Q_SETQUOTA, GRPQUOTA), "no/such", 6, &quota);
	CALL(quotactl, QCMD(Q_QUOTAON, USRQUOTA), "no/such", 2, "no/quota");
	CALL(quotactl, QCMD(Q_QUOTAOFF, GRPQUOTA), "no/such", 0, NULL);
	CALL(quotactl, QCMD(Q_GETINFO, USRQUOTA), "no/such", 0, &info);
	CALL(quotactl, QCMD(Q_SETINFO, 2), "no/such", 0, &info);
	CALL(quotactl, QCMD(Q_GETFMT, USRQUOTA), "no/such", 0, &info);
	CALL(quotactl, QCMD(Q_SYNC, 3), "no/such", 0, NULL);
	CALL(init_module, "no module, but an image", 23L, "option=1");
	CALL(finit_module, file, "option=2", 1);
	CALL(delete_module, "no_such_module", O_NONBLOCK | O_TRUNC);
	CALL(sethostname, NULL, -1L);
	CALL(close, file);
}

void use_privileges(void)
{
	be_somebody();
	limit();
	be_capable();
	keep_keys();
	administer();
}
