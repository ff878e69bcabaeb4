package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * N07: a server that cannot prove who it is, or does not get that far, is not spoken to.
 */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(60)
class TlsFaultTests {

	private static final Duration PATIENT = Duration.ofSeconds(30);

	/** The alert "protocol version", which a server that knows only TLS 1.0 sends. */
	private static final byte[] OLD_TLS = { 0x15, 3, 1, 0, 2, 2, 70 };

	/**
	 * The alert "no application protocol", which a server that knows only HTTP/2 sends.
	 */
	private static final byte[] OTHER_PROTOCOL = { 0x15, 3, 3, 0, 2, 2, 120 };

	/** Settings of HTTP/2, and the end of the connection because of a protocol error. */
	private static final String HTTP2 = "\0\0\0\u0004\0\0\0\0\0\0\0\b\u0007\0\0\0\0\0\0\0\0\0\0\0\0\1";

	private static final X509Bundle AUTHORITY = build(
			authority().subject("CN=authority").setIsCertificateAuthority(true), null);

	@ParameterizedTest(name = "N07 trusted, {0} {1}")
	@MethodSource("everywhere")
	void trustedServerIsSpokenTo(Dialect dialect, Side side) {
		try (FaultBench bench = bench(build(leaf("localhost"), AUTHORITY))) {
			bench.server().reply(Replies.healthy(dialect, side));

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
		}
	}

	@ParameterizedTest(name = "N07 self-signed, {0} {1}")
	@MethodSource("everywhere")
	void selfSignedServerIsUnreachable(Dialect dialect, Side side) {
		verifyRefused(build(leaf("localhost").setIsCertificateAuthority(true), null), dialect, side);
	}

	@ParameterizedTest(name = "N07 expired, {0} {1}")
	@MethodSource("everywhere")
	void expiredServerIsUnreachable(Dialect dialect, Side side) {
		Instant now = Instant.now();
		verifyRefused(
				build(leaf("localhost").notBefore(now.minusSeconds(7200)).notAfter(now.minusSeconds(3600)), AUTHORITY),
				dialect, side);
	}

	@ParameterizedTest(name = "N07 wrong host, {0} {1}")
	@MethodSource("everywhere")
	void serverOfAnotherNameIsUnreachable(Dialect dialect, Side side) {
		verifyRefused(build(leaf("other.example"), AUTHORITY), dialect, side);
	}

	@ParameterizedTest(name = "N07 unknown authority, {0} {1}")
	@MethodSource("everywhere")
	void serverOfAnUnknownAuthorityIsUnreachable(Dialect dialect, Side side) {
		X509Bundle unknown = build(authority().subject("CN=unknown").setIsCertificateAuthority(true), null);
		verifyRefused(build(leaf("localhost"), unknown), dialect, side);
	}

	@ParameterizedTest(name = "N07 TLS 1.0 alone, {0} {1}")
	@MethodSource("everywhere")
	void serverOfAnOldProtocolIsUnreachable(Dialect dialect, Side side) {
		verifyRefusedAtOnce(OLD_TLS, dialect, side);
	}

	@ParameterizedTest(name = "N07 no TLS at all, {0} {1}")
	@MethodSource("everywhere")
	void serverWithoutTlsIsUnreachable(Dialect dialect, Side side) {
		verifyRefusedAtOnce("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(), dialect, side);
	}

	@ParameterizedTest(name = "N07 certificate of the client missing, {0} {1}")
	@MethodSource("everywhere")
	void serverThatWantsACertificateIsUnreachable(Dialect dialect, Side side) {
		X509Bundle certificate = build(leaf("localhost"), AUTHORITY);
		RawServer server = new RawServer(new CertificateDemand(serverSockets(certificate)), "127.0.0.1", 0);
		try (FaultBench bench = new FaultBench(server, trusting(), UnaryOperator.identity(), PATIENT)) {
			server.reply(Replies.healthy(dialect, side));

			verifyUnreachable(bench.at("https://localhost:" + server.port()).attempt(dialect, side, Patience.ENDLESS));
			assertThat(server.requests()).isZero();
		}
	}

	@ParameterizedTest(name = "N18 HTTP/2 alone by ALPN, {0} {1}")
	@MethodSource("everywhere")
	void serverThatInsistsOnHttp2IsUnreachable(Dialect dialect, Side side) {
		verifyRefusedAtOnce(OTHER_PROTOCOL, dialect, side);
	}

	@ParameterizedTest(name = "N18 HTTP/2 within TLS, {0} {1}")
	@MethodSource("everywhere")
	void serverThatSpeaksHttp2UnaskedIsUnreadable(Dialect dialect, Side side) {
		try (FaultBench bench = bench(build(leaf("localhost"), AUTHORITY))) {
			bench.server().reply(RawReply.send(HTTP2).then(RawReply.hangUp()));

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).failure()).isInstanceOf(Unreadable.class);
		}
	}

	@ParameterizedTest(name = "N07 handshake that stalls, {0} {1}")
	@MethodSource("everywhere")
	void handshakeThatStallsIsUnreachableWithinTheConnectTimeout(Dialect dialect, Side side) {
		RawServer silent = new RawServer();
		try (FaultBench bench = new FaultBench(silent, trusting(), UnaryOperator.identity(), Duration.ofMillis(300))) {
			silent.reply(RawReply.stall());

			verifyUnreachable(bench.at("https://localhost:" + silent.port()).attempt(dialect, side, Patience.ENDLESS));
		}
	}

	static Stream<Arguments> everywhere() {
		return ConnectionFaultTests.everywhere();
	}

	private static void verifyRefused(X509Bundle certificate, Dialect dialect, Side side) {
		try (FaultBench bench = bench(certificate)) {
			verifyUnreachable(bench.attempt(dialect, side, Patience.ENDLESS));
			assertThat(bench.server().requests()).isZero();
		}
	}

	private static void verifyRefusedAtOnce(byte[] greeting, Dialect dialect, Side side) {
		RawServer server = RawServer.greeting(RawReply.send(greeting).then(RawReply.stall()));
		try (FaultBench bench = new FaultBench(server, trusting(), UnaryOperator.identity(), PATIENT)) {
			verifyUnreachable(bench.at("https://localhost:" + server.port()).attempt(dialect, side, Patience.ENDLESS));
		}
	}

	private static void verifyUnreachable(Outcome outcome) {
		assertThat(outcome.failure()).isInstanceOf(Unreachable.class);
	}

	private static FaultBench bench(X509Bundle certificate) {
		RawServer server = new RawServer(serverSockets(certificate), "127.0.0.1", 0);
		return new FaultBench(server, trusting(), UnaryOperator.identity(), PATIENT)
			.at("https://localhost:" + server.port());
	}

	private static ServerSocketFactory serverSockets(X509Bundle certificate) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
			return context.getServerSocketFactory();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Trusts {@link #AUTHORITY} alone. */
	private static HttpClientSettings trusting() {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			trusted.setCertificateEntry("authority", AUTHORITY.getCertificate());
			return HttpClientSettings.defaults().withSslBundle(SslBundle.of(SslStoreBundle.of(null, null, trusted)));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CertificateBuilder authority() {
		return new CertificateBuilder().ecp256();
	}

	private static CertificateBuilder leaf(String host) {
		return new CertificateBuilder().ecp256().subject("CN=" + host).addSanDnsName(host);
	}

	private static X509Bundle build(CertificateBuilder certificate, X509Bundle issuer) {
		try {
			return (issuer != null) ? certificate.buildIssuedBy(issuer) : certificate.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Makes server sockets that want a certificate of the client. */
	private static final class CertificateDemand extends ServerSocketFactory {

		private final ServerSocketFactory sockets;

		CertificateDemand(ServerSocketFactory sockets) {
			this.sockets = sockets;
		}

		@Override
		public ServerSocket createServerSocket() throws IOException {
			SSLServerSocket socket = (SSLServerSocket) this.sockets.createServerSocket();
			socket.setNeedClientAuth(true);
			return socket;
		}

		@Override
		public ServerSocket createServerSocket(int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ServerSocket createServerSocket(int port, int backlog) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
			throw new UnsupportedOperationException();
		}

	}

}
