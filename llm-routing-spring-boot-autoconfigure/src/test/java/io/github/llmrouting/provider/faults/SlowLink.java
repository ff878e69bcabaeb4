package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A way to a port of 127.0.0.1 that is slow: what goes through it comes later, and no
 * more at once than its rate allows, in each direction.
 */
final class SlowLink implements AutoCloseable {

	private static final int PIECE = 512;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "slow-link");
		thread.setDaemon(true);
		return thread;
	});

	private final ServerSocket entrance;

	private final int exit;

	private final long latencyNanos;

	private final long nanosPerByte;

	/**
	 * Opens the link.
	 * @param exit the port that it leads to
	 * @param latencyMillis how much later everything comes
	 * @param bitsPerSecond how much comes through
	 */
	SlowLink(int exit, long latencyMillis, long bitsPerSecond) {
		try {
			this.entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.exit = exit;
		this.latencyNanos = TimeUnit.MILLISECONDS.toNanos(latencyMillis);
		this.nanosPerByte = TimeUnit.SECONDS.toNanos(8) / bitsPerSecond;
		this.threads.execute(this::accept);
	}

	int port() {
		return this.entrance.getLocalPort();
	}

	@Override
	public void close() {
		try {
			this.entrance.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.shutdownNow();
	}

	private void accept() {
		while (!this.entrance.isClosed()) {
			try {
				Socket near = this.entrance.accept();
				Socket far = new Socket(InetAddress.getByName("127.0.0.1"), this.exit);
				join(near, far);
				join(far, near);
			}
			catch (IOException ex) {
				// Closed, which the loop sees
			}
		}
	}

	private void join(Socket from, Socket to) {
		DelayQueue<Piece> way = new DelayQueue<>();
		this.threads.execute(() -> read(from, way));
		this.threads.execute(() -> write(way, to));
	}

	private void read(Socket from, DelayQueue<Piece> way) {
		long free = System.nanoTime();
		try {
			InputStream in = from.getInputStream();
			byte[] buffer = new byte[PIECE];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				free = Math.max(free, System.nanoTime()) + read * this.nanosPerByte;
				way.add(new Piece(Arrays.copyOf(buffer, read), free + this.latencyNanos));
			}
		}
		catch (IOException ex) {
			// Broken off, which the other end learns as an end
		}
		way.add(new Piece(new byte[0], Math.max(free, System.nanoTime()) + this.latencyNanos));
	}

	private void write(DelayQueue<Piece> way, Socket to) {
		try (to) {
			OutputStream out = to.getOutputStream();
			for (Piece piece = way.take(); piece.bytes.length > 0; piece = way.take()) {
				out.write(piece.bytes);
			}
		}
		catch (IOException ex) {
			// Who should receive it has gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Bytes, none for the end, and when they arrive. */
	private record Piece(byte[] bytes, long arrivesAt) implements Delayed {

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.arrivesAt - System.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(this.arrivesAt, ((Piece) other).arrivesAt);
		}

	}

}
