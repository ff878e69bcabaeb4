package io.github.llmrouting.test;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.netty.http.client.PrematureCloseException;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FaultTests {

	private static final Duration TIMEOUT = Duration.ofMillis(300);

	private ProviderSimulator provider;

	private SimulatorClient client;

	private void start(Vendor vendor) {
		this.provider = vendor.start.get();
		this.client = (vendor == Vendor.OPENAI) ? SimulatorClient.openAi(this.provider)
				: SimulatorClient.anthropic(this.provider);
	}

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@ParameterizedTest
	@EnumSource
	void dropClosesTheConnectionBeforeAnyResponse(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.drop());

		assertThatThrownBy(() -> this.client.post(vendor.call)).hasCauseInstanceOf(PrematureCloseException.class)
			.hasMessageContaining("BEFORE response");
		assertNoConnectionIsOpen();
	}

	@ParameterizedTest
	@EnumSource
	void resetIsNoOrderlyEnd(Vendor vendor) {
		start(vendor);
		this.provider.next(SimulatedReply.reset(), SimulatedReply.text("one two").resetAfter(1));

		assertThatThrownBy(() -> this.client.post(vendor.call)).rootCause().hasMessageContaining("Connection reset");
		assertThat(this.client.post(vendor.stream).error()).hasMessageContaining("Connection reset");
		assertNoConnectionIsOpen();
	}

	@ParameterizedTest
	@EnumSource
	void signsOfLifeComeUntilTheFirstToken(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").firstTokenAfter(TIMEOUT).pingEvery(TIMEOUT.dividedBy(10)));

		Received answer = this.client.post(vendor.stream);

		String ping = (vendor == Vendor.OPENAI) ? ": keep-alive\n\n" : "event: ping\n";
		assertThat(answer.body().substring(0, answer.body().indexOf("\"one\""))).contains(ping);
		assertThat(answer.error()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void headersMayComeLate(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").headersAfter(Duration.ofHours(1)));

		assertThatExceptionOfType(ReadTimeoutException.class)
			.isThrownBy(() -> this.client.waitingFor(TIMEOUT).post(vendor.stream));
	}

	@ParameterizedTest
	@EnumSource
	void stallLastsUntilTheClientGivesUp(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.stall());

		assertThatExceptionOfType(ReadTimeoutException.class)
			.isThrownBy(() -> this.client.waitingFor(TIMEOUT).post(vendor.stream));
		assertNoConnectionIsOpen();
	}

	@ParameterizedTest
	@EnumSource
	void streamIsCutAfterItsTokens(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one two three").cutAfter(2));

		Received answer = this.client.post(vendor.stream);

		assertThat(answer.error()).isInstanceOf(PrematureCloseException.class);
		assertThat(answer.body()).contains("\"one \"").contains("\"two \"").doesNotContain("three");
		assertNoConnectionIsOpen();
	}

	@ParameterizedTest
	@EnumSource
	void streamIsCutBeforeItsFirstToken(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").cutAfter(0));

		Received answer = this.client.post(vendor.stream);

		assertThat(answer.error()).isInstanceOf(PrematureCloseException.class);
		assertThat(answer.body()).contains("\"role\":\"assistant\"").doesNotContain("one");
	}

	@ParameterizedTest
	@EnumSource
	void callIsCutInTheMiddleOfItsBody(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one two three").cutAfter(2));

		Received answer = this.client.post(vendor.call);

		assertThat(answer.error()).isInstanceOf(PrematureCloseException.class);
		assertThat(answer.body()).startsWith("{\"id\":").doesNotEndWith("}}");
		assertNoConnectionIsOpen();
	}

	@ParameterizedTest
	@EnumSource
	void streamStallsAfterItsTokens(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one two three").stallAfter(2));

		Received answer = this.client.waitingFor(TIMEOUT).post(vendor.stream);

		assertThat(answer.error()).isInstanceOf(ReadTimeoutException.class);
		assertThat(answer.body()).contains("\"one \"").contains("\"two \"").doesNotContain("three");
	}

	@ParameterizedTest
	@EnumSource
	void callStallsInTheMiddleOfItsBody(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").stallAfter(0));

		Received answer = this.client.waitingFor(TIMEOUT).post(vendor.call);

		assertThat(answer.error()).isInstanceOf(ReadTimeoutException.class);
		assertThat(answer.body()).startsWith("{\"id\":");
	}

	@ParameterizedTest
	@EnumSource
	void streamEndsWithoutItsMarker(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one two three").endAfter(2));

		Received answer = this.client.post(vendor.stream);

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).contains("\"two \"").doesNotContain("three", "[DONE]", "message_stop", "\"stop\"");
		assertThat(this.provider.openConnections()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void callEndsInGoodOrderWithHalfOfItsBody(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").endAfter(0));

		Received answer = this.client.post(vendor.call);

		assertThat(answer.error()).isNull();
		assertThat(answer.headers().contains("content-length")).isFalse();
		assertThat(answer.body()).startsWith("{\"id\":").doesNotEndWith("}}");
	}

	@ParameterizedTest
	@EnumSource
	void callIsAnErrorUnderStatus200(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one").errorAfter(0, "server_error", null, "Broken"));

		Received answer = this.client.post(vendor.call);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"error\":{", "\"type\":\"server_error\"", "\"message\":\"Broken\"");
	}

	@ParameterizedTest
	@EnumSource
	void clientThatGoesAwayCancelsTheReply(Vendor vendor) {
		start(vendor);
		this.provider.reply(SimulatedReply.text("one two").tokenEvery(Duration.ofHours(1)));
		Disposable call = this.client.posting("", vendor.stream).subscribe();
		await().until(() -> this.provider.repliesUnderWay() == 1);

		call.dispose();

		await().until(() -> this.provider.repliesUnderWay() == 0);
		assertNoConnectionIsOpen();
	}

	private void assertNoConnectionIsOpen() {
		await().until(() -> this.provider.openConnections() == 0);
	}

	private enum Vendor {

		OPENAI(ProviderSimulator::openAi, SimulatorClient.OPENAI_CALL, SimulatorClient.OPENAI_STREAM),

		ANTHROPIC(ProviderSimulator::anthropic, SimulatorClient.ANTHROPIC_CALL, SimulatorClient.ANTHROPIC_STREAM);

		private final Supplier<ProviderSimulator> start;

		private final String call;

		private final String stream;

		Vendor(Supplier<ProviderSimulator> start, String call, String stream) {
			this.start = start;
			this.call = call;
			this.stream = stream;
		}

	}

}
