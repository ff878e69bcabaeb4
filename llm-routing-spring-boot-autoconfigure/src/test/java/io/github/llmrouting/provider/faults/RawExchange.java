package io.github.llmrouting.provider.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection of a {@link RawServer}, from its side: reads requests and writes bytes,
 * be they HTTP or not. Used by one thread.
 */
final class RawExchange {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

	private final Socket socket;

	private final CountDownLatch content;

	private final InputStream in;

	private final OutputStream out;

	/**
	 * Begins with a connection.
	 * @param socket the connection
	 * @param content opens when the client's caller has received content
	 */
	RawExchange(Socket socket, CountDownLatch content) throws IOException {
		socket.setTcpNoDelay(true);
		this.socket = socket;
		this.content = content;
		this.in = socket.getInputStream();
		this.out = socket.getOutputStream();
	}

	/**
	 * Reads the next request.
	 * @return {@code false} if the client has hung up instead
	 */
	boolean readRequest() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!endsHead(head)) {
			int read = this.in.read();
			if (read < 0) {
				return false;
			}
			head.write(read);
		}
		Matcher length = CONTENT_LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
		this.in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
		return true;
	}

	private static boolean endsHead(ByteArrayOutputStream head) {
		return head.size() >= 4 && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
	}

	void send(byte[] bytes) throws IOException {
		this.out.write(bytes);
		this.out.flush();
	}

	/** Waits until the client's caller has received content. */
	void awaitContent() throws IOException {
		try {
			this.content.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw (IOException) new InterruptedIOException("interrupted").initCause(ex);
		}
	}

	/** Waits until the client hangs up. */
	void awaitHangUp() throws IOException {
		while (this.in.read() >= 0) {
			// What it still sends does not matter
		}
		this.socket.close();
	}

	/**
	 * Waits for a while.
	 * @return {@code false} if the client has hung up meanwhile
	 */
	boolean pause(Duration time) throws IOException {
		this.socket.setSoTimeout(Math.toIntExact(time.toMillis()));
		try {
			return this.in.read() >= 0;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		finally {
			this.socket.setSoTimeout(0);
		}
	}

	void hangUp() throws IOException {
		this.socket.close();
	}

	/** Closes the connection with a reset instead of an orderly end. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	boolean isOpen() {
		return !this.socket.isClosed();
	}

}
