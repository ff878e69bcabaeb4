package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * A name server (RFC 1035) at a free port of 127.0.0.1, which gives every name the same
 * IPv4 addresses, refuses every name, or says nothing.
 */
final class NameServer implements AutoCloseable {

	/** The response code for a server that failed. */
	static final int SERVER_FAILURE = 2;

	/** The response code for a name that does not exist. */
	static final int NO_SUCH_NAME = 3;

	private static final int HEADER = 12;

	private static final int IPV4 = 1;

	private final DatagramSocket socket;

	private volatile List<byte[]> addresses = List.of();

	private volatile int code;

	private volatile boolean silent;

	NameServer() {
		try {
			this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "name-server");
		thread.setDaemon(true);
		thread.start();
	}

	InetSocketAddress address() {
		return (InetSocketAddress) this.socket.getLocalSocketAddress();
	}

	/** Gives these addresses, which nobody is to keep. */
	NameServer answering(String... addresses) {
		this.addresses = Stream.of(addresses).map(NameServer::bytes).toList();
		return this;
	}

	NameServer refusing(int code) {
		this.code = code;
		return this;
	}

	NameServer silent() {
		this.silent = true;
		return this;
	}

	@Override
	public void close() {
		this.socket.close();
	}

	private static byte[] bytes(String address) {
		try {
			return InetAddress.getByName(address).getAddress();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serve() {
		while (!this.socket.isClosed()) {
			try {
				DatagramPacket query = new DatagramPacket(new byte[512], 512);
				this.socket.receive(query);
				if (!this.silent) {
					byte[] response = response(query.getData());
					this.socket.send(new DatagramPacket(response, response.length, query.getSocketAddress()));
				}
			}
			catch (IOException ex) {
				// Closed, which the loop sees
			}
		}
	}

	private byte[] response(byte[] query) {
		int end = HEADER;
		while (query[end] != 0) {
			end += query[end] + 1;
		}
		int type = query[end + 2];
		List<byte[]> given = (type == IPV4) ? this.addresses : List.of();
		ByteBuffer response = ByteBuffer.allocate(512)
			.put(query, 0, 2)
			.putShort((short) (0x8180 | this.code))
			.putShort((short) 1)
			.putShort((short) given.size())
			.putInt(0)
			.put(query, HEADER, end + 5 - HEADER);
		given.forEach((address) -> response.putShort((short) 0xc00c)
			.putShort((short) IPV4)
			.putShort((short) 1)
			.putInt(0)
			.putShort((short) address.length)
			.put(address));
		byte[] bytes = new byte[response.position()];
		response.flip().get(bytes);
		return bytes;
	}

}
