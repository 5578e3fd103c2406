/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about sockets: of IPv4, IPv6 and files, connected or not. */
#include "calls.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

static char room[1000];

union address {
	struct sockaddr any;
	struct sockaddr_in inet;
	struct sockaddr_in6 inet6;
	struct sockaddr_un local;
};

static void take_what_comes(long listener, const union address *to, socklen_t bytes, int domain)
{
	long client = CALL(socket, domain, SOCK_STREAM | SOCK_CLOEXEC, 0);
	union address from;
	socklen_t from_bytes = sizeof(from);
	long taken;

	CALL(connect, client, to, bytes);
	taken = CALL(accept, listener, &from, &from_bytes);
	CALL(sendto, client, "question", 8L, MSG_NOSIGNAL, NULL, 0);
	CALL(recvfrom, taken, room, 100L, 0, NULL, NULL);
	CALL(write, taken, "answer", 6L);
	CALL(read, client, room, 100L);
	CALL(getsockname, client, &from, &from_bytes);
	CALL(getpeername, client, &from, &from_bytes);
	CALL(shutdown, client, SHUT_WR);
	CALL(recvfrom, taken, room, 100L, 0, NULL, NULL);
	CALL(shutdown, taken, SHUT_RDWR);
	CALL(close, taken);
	CALL(close, client);
	client = CALL(socket, domain, SOCK_STREAM | SOCK_NONBLOCK, 0);
	CALL(connect, client, to, bytes);
	CALL(close, BY(accept4, listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
	CALL(close, client);
}

static void serve(union address *at, socklen_t bytes)
{
	int domain = at->any.sa_family;
	long listener = CALL(socket, domain, SOCK_STREAM, 0);

	CALL(bind, listener, at, bytes);
	CALL(listen, listener, 7);
	if (domain != AF_UNIX)
		CALL(getsockname, listener, at, &bytes);
	take_what_comes(listener, at, bytes, domain);
	CALL(fcntl, listener, F_SETFL, O_NONBLOCK);
	CALL(accept, listener, NULL, NULL);
	CALL(accept4, listener, NULL, NULL, 0);
	CALL(close, listener);
	CALL(close, BY(socket, domain, SOCK_SEQPACKET, 0));
}

static void send_letters(union address *at, socklen_t bytes)
{
	int domain = at->any.sa_family;
	long one = CALL(socket, domain, SOCK_DGRAM, 0), other = BY(socket, domain, SOCK_DGRAM, 0);
	struct iovec pieces[2] = { { "to whom it ", 11 }, { "may concern", 11 } };
	struct iovec places[2] = { { room, 5 }, { room + 10, 100 } };
	struct msghdr letter = { at, bytes, pieces, 2 };
	union address from;
	struct msghdr got = { &from, sizeof(from), places, 2, room + 200, 100 };
	struct mmsghdr letters[2] = { { letter }, { letter } }, gots[2] = { { got }, { got } };
	struct timespec no_time = { 0, 0 };

	CALL(bind, one, at, bytes);
	CALL(getsockname, one, at, &bytes);
	CALL(setsockopt, one, SOL_SOCKET, SO_PASSCRED, &(int){ 1 }, 4);
	CALL(sendto, other, "a letter", 8L, 0, at, bytes);
	CALL(recvfrom, one, room, 100L, 0, &from, &(socklen_t){ sizeof(from) });
	CALL(sendmsg, other, &letter, 0);
	CALL(recvmsg, one, &got, 0);
	CALL(sendmmsg, other, letters, 2, 0);
	CALL(recvmmsg, one, gots, 2, MSG_DONTWAIT, &no_time);
	CALL(connect, other, at, bytes);
	CALL(sendto, other, "known", 5L, 0, NULL, 0);
	CALL(recvmsg, one, &got, MSG_DONTWAIT);
	CALL(recvfrom, one, room, 100L, MSG_DONTWAIT, NULL, NULL);
	CALL(close, one);
	CALL(close, other);
}

static void set_options(void)
{
	long socket = CALL(socket, AF_INET, SOCK_STREAM, IPPROTO_TCP);
	struct timeval time = { 1, 500000 };
	struct linger linger = { 1, 2 };
	socklen_t bytes = 4;

	for (int option = 1; option < 80; option++) {
		bytes = 4;
		CALL(getsockopt, socket, SOL_SOCKET, option, room, &bytes);
	}
	bytes = 16;
	CALL(setsockopt, socket, SOL_SOCKET, SO_RCVTIMEO, &time, 16);
	CALL(getsockopt, socket, SOL_SOCKET, SO_RCVTIMEO, room, &bytes);
	CALL(setsockopt, socket, SOL_SOCKET, SO_LINGER, &linger, 8);
	CALL(setsockopt, socket, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, 4);
	CALL(setsockopt, socket, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3);
	CALL(setsockopt, socket, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, 4);
	CALL(setsockopt, socket, IPPROTO_IP, IP_TTL, &(int){ 60 }, 4);
	CALL(setsockopt, socket, IPPROTO_IPV6, IPV6_V6ONLY, NULL, 4);
	CALL(setsockopt, socket, 12345, 1, NULL, 0);
	CALL(getsockopt, socket, IPPROTO_TCP, TCP_INFO, room, &(socklen_t){ 200 });
	CALL(getsockopt, socket, SOL_SOCKET, SO_COOKIE, room, &(socklen_t){ 8 });
	CALL(close, socket);
}

static void use_pair(void)
{
	static const int domains[] = { AF_UNIX, AF_INET, AF_NETLINK, AF_PACKET, AF_ALG, 77 };
	struct sockaddr_nl netlink = { .nl_family = AF_NETLINK };
	int pair[2];
	long socket;

	CALL(socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair);
	CALL(sendto, pair[0], "between us", 10L, 0, NULL, 0);
	CALL(recvfrom, pair[1], room, 4L, MSG_PEEK, NULL, NULL);
	CALL(sendmsg, pair[1], &(struct msghdr){ .msg_iov = &(struct iovec){ "x", 1 }, .msg_iovlen = 1 }, 0);
	CALL(close, pair[0]);
	CALL(close, pair[1]);
	CALL(socketpair, AF_INET, SOCK_STREAM, 0, pair);
	for (unsigned i = 0; i < sizeof(domains) / sizeof(*domains); i++)
		CALL(close, BY(socket, domains[i], SOCK_RAW | SOCK_NONBLOCK, 0));
	socket = CALL(socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	CALL(bind, socket, &netlink, sizeof(netlink));
	CALL(connect, socket, &netlink, sizeof(netlink));
	CALL(sendto, socket, "?", 1L, 0, &netlink, sizeof(netlink));
	CALL(close, socket);
	CALL(connect, -1, &netlink, sizeof(netlink));
	CALL(sendto, -1, "lost", 4L, 0, NULL, 0);
}

void use_sockets(void)
{
	union address inet = { .inet = { AF_INET, 0, { htonl(INADDR_LOOPBACK) } } };
	union address inet6 = { .inet6 = { AF_INET6, 0, 0, IN6ADDR_LOOPBACK_INIT } };
	union address path = { .local = { AF_UNIX, "served" } };
	union address mail = { .local = { AF_UNIX, "letters" } };
	union address unnamed = { .local = { AF_UNIX, "\0chisel-kinds" } };
	union address refused = inet;

	serve(&inet, sizeof(inet.inet));
	serve(&inet6, sizeof(inet6.inet6));
	serve(&path, sizeof(path.local));
	serve(&unnamed, sizeof(sa_family_t) + 13);
	inet.inet.sin_port = inet6.inet6.sin6_port = 0;
	send_letters(&inet, sizeof(inet.inet));
	send_letters(&inet6, sizeof(inet6.inet6));
	send_letters(&mail, sizeof(mail.local));
	set_options();
	use_pair();
	refused.inet.sin_port = htons(1);
	CALL(connect, BY(socket, AF_INET, SOCK_STREAM, 0), &refused, sizeof(refused.inet));
	CALL(unlink, "served");
	CALL(unlink, "letters");
}
