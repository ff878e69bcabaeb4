package io.github.llmrouting.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Answers one request with the same piece over and over, as fast as it is taken: the one
 * server that no client wants.
 */
final class FloodServer implements AutoCloseable {

	private final ServerSocket listener;

	private final byte[] head;

	private final byte[] piece;

	private final long pieces;

	private final Thread thread = new Thread(this::serve, "flood");

	private volatile Socket connection = new Socket();

	/**
	 * Opens a server.
	 * @param headers of the response, separated by CRLF
	 * @param piece what the body is made of
	 * @param pieces how many there are; the response does not end after them
	 */
	FloodServer(String headers, byte[] piece, long pieces) {
		this.head = ("HTTP/1.1 200 OK\r\nconnection: close\r\n" + headers + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		this.piece = piece;
		this.pieces = pieces;
		try {
			this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.thread.start();
	}

	URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.listener.getLocalPort() + "/v1");
	}

	private void serve() {
		try (Socket accepted = this.listener.accept()) {
			this.connection = accepted;
			InputStream in = accepted.getInputStream();
			in.read();
			OutputStream out = accepted.getOutputStream();
			out.write(this.head);
			for (long i = 0; i < this.pieces; i++) {
				out.write(this.piece);
			}
			in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The client has had enough
		}
	}

	/** Waits until the client has hung up, or hangs up. */
	@Override
	public void close() {
		try {
			this.listener.close();
			this.connection.close();
			this.thread.join();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
