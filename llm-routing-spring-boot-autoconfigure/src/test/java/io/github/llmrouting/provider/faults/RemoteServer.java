package io.github.llmrouting.provider.faults;

import java.time.Duration;

import javax.net.ServerSocketFactory;

/** A {@link RawServer} in a process of its own, which may live in another network. */
final class RemoteServer {

	static final int PORT = 8080;

	private static final int CALL_PORT = PORT + 1;

	private static final int ENDLESS_PORT = PORT + 2;

	private RemoteServer() {
	}

	/** Returns the port at which healthy answers are given. */
	static int port(Side side) {
		return (side == Side.CALL) ? CALL_PORT : PORT;
	}

	/** Returns the port at which content comes without end. */
	static int endlessPort() {
		return ENDLESS_PORT;
	}

	public static void main(String[] arguments) throws InterruptedException {
		Dialect dialect = Dialect.valueOf(arguments[1]);
		listen(arguments[0], PORT).reply(Replies.stream(dialect, dialect.stream()));
		listen(arguments[0], CALL_PORT).reply(Replies.json(dialect.answer()));
		String chunk = dialect.content("x");
		listen(arguments[0], ENDLESS_PORT).reply(Replies.open(dialect, dialect.started())
			.then(RawReply.repeat(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n",
					Duration.ofMillis(20))));
		System.out.println("listening");
		Thread.currentThread().join();
	}

	private static RawServer listen(String address, int port) {
		return new RawServer(ServerSocketFactory.getDefault(), address, port);
	}

}
