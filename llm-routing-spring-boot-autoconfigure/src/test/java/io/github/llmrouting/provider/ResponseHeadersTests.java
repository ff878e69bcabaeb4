package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.llmrouting.provider.LoopbackServer.RawReply;
import io.github.llmrouting.provider.QuotaReading.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

import static io.github.llmrouting.provider.HttpFixture.DEPLOYMENT;
import static io.github.llmrouting.provider.HttpFixture.call;
import static io.github.llmrouting.provider.HttpFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** What the headers of responses tell beside the answer. */
@Timeout(15)
class ResponseHeadersTests {

	private static final String[] QUOTA = { "x-ratelimit-limit-tokens: 30000", "x-ratelimit-remaining-tokens: 0",
			"x-ratelimit-reset-tokens: 6m0s" };

	private static final String TOLD = DEPLOYMENT.id() + " "
			+ new QuotaReading(Map.of(QuotaDimension.TOKENS, new Level(30_000L, 0, Duration.ofMinutes(6))));

	private final LoopbackServer server = new LoopbackServer();

	private final HttpFixture fixture = new HttpFixture();

	private final List<String> told = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.fixture.close();
		this.server.close();
	}

	@Test
	void quotaIsToldOnceForAnAnswerAndForAnError() {
		this.server.reply(RawReply.of(200, "{}", QUOTA)).reply(RawReply.of(429, "{}", QUOTA));

		StepVerifier.create(call(http())).expectNextCount(1).verifyComplete();
		assertThat(this.told).containsExactly(TOLD);
		StepVerifier.create(call(http())).verifyError(ProviderException.class);
		assertThat(this.told).containsExactly(TOLD, TOLD);
	}

	@Test
	void quotaIsToldOnceForAStream() {
		this.server.reply(
				RawReply.of(200, "data: [DONE]\n\n", "content-type: text/event-stream", QUOTA[0], QUOTA[1], QUOTA[2]));

		StepVerifier.create(stream(http())).expectNextCount(1).verifyComplete();

		assertThat(this.told).containsExactly(TOLD);
	}

	@Test
	void nothingIsToldOfAResponseWithoutAQuota() {
		this.server.reply(RawReply.json("{}"));

		StepVerifier.create(call(http())).expectNextCount(1).verifyComplete();

		assertThat(this.told).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "FALSE, false", "true, true", "maybe, true" })
	void providerMayForbidToBeAskedAgain(String header, boolean allowed) {
		this.server.reply(RawReply.of(500, "{}", "x-should-retry: " + header));

		StepVerifier.create(call(http())).verifyErrorSatisfies((error) -> {
			assertThat(((ProviderException) error).allowsRetry()).isEqualTo(allowed);
			assertThat(((ProviderException) error).failure().failsOver()).isTrue();
		});
	}

	private ProviderHttp http() {
		return new ProviderHttp(
				this.fixture.settings(this.server.baseUrl())
					.withQuotaListener((deployment, reading) -> this.told.add(deployment + " " + reading)),
				this.fixture.webClient(), List.of(), (headers, credential) -> headers.setBearerAuth(credential.value()),
				HttpFixture.CLASSIFIER);
	}

}
