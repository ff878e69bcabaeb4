package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/**
 * A server on plain sockets, which sends what HTTP libraries refuse to send. Each request
 * is given the next reply; the last one stands for all that follow.
 */
final class RawServer implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "raw-server");
		thread.setDaemon(true);
		return thread;
	});

	private final Queue<RawReply> replies = new ConcurrentLinkedQueue<>();

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch content = new CountDownLatch(1);

	private final ServerSocket server;

	private volatile RawReply greeting = (exchange) -> {
	};

	/** Listens at a free port of 127.0.0.1. */
	RawServer() {
		this(ServerSocketFactory.getDefault(), "127.0.0.1", 0);
	}

	RawServer(ServerSocketFactory factory, String address, int port) {
		try {
			this.server = factory.createServerSocket();
			this.server.setReuseAddress(true);
			this.server.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	/** Returns a server that speaks first. */
	static RawServer greeting(RawReply greeting) {
		RawServer server = new RawServer();
		server.greeting = greeting;
		return server;
	}

	/** Adds a reply to a request. */
	RawServer reply(RawReply reply) {
		this.replies.add(reply);
		return this;
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** Returns how many connections are open. */
	int openConnections() {
		return this.open.size();
	}

	/** Returns how many connections there have been. */
	int connections() {
		return this.connections.get();
	}

	/** Returns how many requests there have been. */
	int requests() {
		return this.requests.get();
	}

	/** Tells replies that wait for it that the client's caller has received content. */
	void contentCame() {
		this.content.countDown();
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.open) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.shutdownNow();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				this.open.add(socket);
				this.threads.execute(() -> serve(socket));
			}
			catch (IOException ex) {
				// Closed, which the loop sees
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			RawExchange exchange = new RawExchange(socket, this.content);
			this.greeting.answer(exchange);
			while (exchange.isOpen() && exchange.readRequest()) {
				this.requests.incrementAndGet();
				nextReply().answer(exchange);
			}
		}
		catch (IOException ex) {
			// The client hung up, as it may at any time
		}
		finally {
			this.open.remove(socket);
		}
	}

	private RawReply nextReply() {
		synchronized (this.replies) {
			return (this.replies.size() > 1) ? this.replies.remove() : this.replies.element();
		}
	}

}
