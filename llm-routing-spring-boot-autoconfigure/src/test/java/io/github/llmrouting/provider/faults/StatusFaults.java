package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.jspecify.annotations.Nullable;

import static io.github.llmrouting.provider.faults.Dialect.ANTHROPIC;
import static io.github.llmrouting.provider.faults.Dialect.AZURE;
import static io.github.llmrouting.provider.faults.Dialect.GEMINI;
import static io.github.llmrouting.provider.faults.Dialect.OLLAMA;
import static io.github.llmrouting.provider.faults.Dialect.OPENAI;
import static io.github.llmrouting.provider.faults.FaultMode.both;
import static io.github.llmrouting.provider.faults.FaultMode.call;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static org.assertj.core.api.Assertions.assertThat;

/** The modes of a status, of its headers, and of a 200 that is no answer. */
final class StatusFaults {

	private static final String HTML = "<html><body>" + FaultBench.KEY + "</body></html>";

	private StatusFaults() {
	}

	static List<FaultMode> modes() {
		return Stream.of(redirects(), refusals(), quotas(), waits(), failures(), noAnswers(), oddHeaders(), usages())
			.flatMap(List::stream)
			.toList();
	}

	/** The location is a server of its own in the test; here nobody listens at it. */
	private static List<FaultMode> redirects() {
		return IntStream.of(301, 302, 303, 307, 308)
			.mapToObj((status) -> both("H01", "redirect " + status,
					(dialect) -> http(status, "", "location: http://127.0.0.1:1/elsewhere"))
				.fails(Unreadable.class))
			.toList();
	}

	private static List<FaultMode> refusals() {
		return List.of(page("H02", 400, InvalidRequest.class), page("H02", 422, InvalidRequest.class),
				page("H03", 401, Unauthorized.class), page("H03", 403, Unauthorized.class),
				page("H04", 404, ModelNotFound.class), failingOver("H05", 408), failingOver("H05", 409),
				failingOver("H05", 425), page("H06", 402, QuotaExhausted.class),
				page("H07", 413, InvalidRequest.class));
	}

	/** An error page that repeats the key, as some proxies do. */
	private static FaultMode page(String id, int status, Class<? extends ProviderFailure> failure) {
		return both(id, "status " + status, (dialect) -> http(status, HTML, "content-type: text/html")).fails(failure);
	}

	/** Which failure it is, the vendor's tables say; what matters is where it leads. */
	private static FaultMode failingOver(String id, int status) {
		return both(id, "status " + status, (dialect) -> http(status, HTML, "content-type: text/html"))
			.ends((dialect) -> Expected.failure(ProviderFailure.class)
				.with((outcome) -> assertThat(outcome.failure().failsOver()).isTrue()));
	}

	private static List<FaultMode> waits() {
		return List.of(limited("in seconds", Duration.ofSeconds(7), "retry-after: 7"),
				limited("in fractions of seconds", Duration.ofMillis(1500), "retry-after: 1.5"),
				limited("in milliseconds", Duration.ofMillis(250), "retry-after: 7", "retry-after-ms: 250"),
				limited("below zero", Duration.ZERO, "retry-after: -5"),
				limited("beyond all bounds", Duration.ofDays(1), "retry-after: 1e99"),
				limited("as a date in the past", Duration.ZERO, "retry-after: Fri, 31 Dec 1999 23:59:59 GMT"),
				limited("as text", null, "retry-after: soon"),
				limited("twice", Duration.ofSeconds(3), "retry-after: 3", "retry-after: 30"), limited("unsaid", null),
				reset("in minutes", Duration.ofMinutes(6), "6m0s"), reset("in seconds", Duration.ofSeconds(1), "1s"),
				reset("in milliseconds", Duration.ofMillis(120), "120ms"), reset("as text", null, "soon"));
	}

	private static FaultMode reset(String what, @Nullable Duration wait, String reset) {
		return limited("until a quota's reset, " + what, wait, "x-ratelimit-remaining-requests: 0",
				"x-ratelimit-reset-requests: " + reset)
			.only(OPENAI, AZURE);
	}

	private static List<FaultMode> quotas() {
		return List.of(
				spent("no balance", 402,
						"{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\"}}", OPENAI, AZURE),
				spent("no quota", 429,
						"{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
						OPENAI, AZURE),
				spent("no credit", 400,
						"{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
								+ "\"Your credit balance is too low to access the Anthropic API.\"}}",
						ANTHROPIC),
				spent("the limit of a month is reached", 429,
						"{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":"
								+ "\"You have reached your specified API usage limits.\"}}",
						ANTHROPIC),
				spent("no money", 402, "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"m\"}}",
						ANTHROPIC),
				spent("the quota of a day is used up", 429,
						"{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"m\",\"details\":[{\"@type\":"
								+ "\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":"
								+ "\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}]}}",
						GEMINI),
				spent("no prepaid credit", 429,
						"{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":"
								+ "\"Your prepayment credits are depleted.\"}}",
						GEMINI),
				spent("the limit of a week is reached", 429, "{\"error\":\"you have reached your weekly usage limit\"}",
						OLLAMA),
				both("H02", "content that the filter refuses", (dialect) -> http(400,
						"{\"error\":{\"message\":\"m\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\","
								+ "\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}",
						Replies.JSON))
					.only(AZURE)
					.fails(ContentRefused.class));
	}

	/** No money or no quota is a matter of minutes at least, whoever says it and how. */
	private static FaultMode spent(String what, int status, String body, Dialect first, Dialect... others) {
		return both("H06", "status " + status + ": " + what, (dialect) -> http(status, body, Replies.JSON))
			.only(first, others)
			.ends(Expected.failure(QuotaExhausted.class)
				.with((outcome) -> assertThat(outcome.failure().cooldown().time())
					.isGreaterThan(Duration.ofMinutes(9))));
	}

	private static FaultMode limited(String what, @Nullable Duration wait, String... headers) {
		return both("H08", "a wait " + what, (dialect) -> http(429, "", headers))
			.ends(Expected.failure(RateLimited.class)
				.with((outcome) -> assertThat(((RateLimited) outcome.failure()).retryAfter()).isEqualTo(wait)));
	}

	private static List<FaultMode> failures() {
		Stream<FaultMode> statuses = IntStream.of(500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529)
			.mapToObj((status) -> both("H09", "status " + status,
					(dialect) -> http(status, HTML, "content-type: text/html"))
				.ends((dialect) -> Expected.failure(failure(dialect, status))));
		FaultMode asked = both("H09", "status 503 that asks for a wait", (dialect) -> http(503, "", "retry-after: 4"))
			.ends(Expected.failure(Overloaded.class)
				.with((outcome) -> assertThat(((Overloaded) outcome.failure()).retryAfter())
					.isEqualTo(Duration.ofSeconds(4))));
		FaultMode unexplained = both("H09", "status 500 whose body does not come",
				(dialect) -> RawReply.head(500, "content-length: 100").then(RawReply.stall()))
			.only(OPENAI)
			.fails(ServerError.class);
		return Stream.concat(statuses, Stream.of(asked, unexplained)).toList();
	}

	private static Class<? extends ProviderFailure> failure(Dialect dialect, int status) {
		boolean full = status == 503 || (dialect == ANTHROPIC && status == 529);
		return full ? Overloaded.class : ServerError.class;
	}

	private static List<FaultMode> noAnswers() {
		return List
			.of(unreadable("H10", "HTML", http(200, HTML, "content-type: text/html")),
					unreadable("H10", "plain text", http(200, "please log in", "content-type: text/plain")),
					unreadable("H11", "an empty body", http(200, "", Replies.JSON)),
					unreadable("H11", "an empty object", http(200, "{}", Replies.JSON)),
					call("H11", "no content", (dialect) -> Replies.json(dialect.answerWithContent("null")))
						.fails(Unreadable.class),
					call("H11", "empty content", (dialect) -> Replies.json(dialect.answerWithContent("\"\"")))
						.fails(Unreadable.class),
					FaultMode
						.stream("H11", "no content",
								(dialect) -> Replies.stream(dialect,
										dialect.begin() + dialect.finish() + dialect.end()))
						.fails(Unreadable.class),
					both("H12", "an error under status 200", (dialect) -> Replies.json(dialect.error()))
						.fails(Overloaded.class),
					unreadable("H13", "status 204", RawReply.head(204)),
					unreadable("H13", "status 206", http(206, "{}", Replies.JSON)),
					unreadable("H13", "status 207", http(207, "{}", Replies.JSON)));
	}

	private static FaultMode unreadable(String id, String what, RawReply reply) {
		return both(id, what, (dialect) -> reply).fails(Unreadable.class);
	}

	private static List<FaultMode> oddHeaders() {
		return List.of(odd("twice the same header", "x-twice: 1", "X-TWICE: 2", "Content-Type: %s", "date: no date"),
				odd("a content type in odd case", "CONTENT-TYPE: %S"),
				odd("a charset that is not meant", "content-type: %s; charset=utf-16"),
				call("H15", "no content type", (dialect) -> http(200, dialect.answer())),
				FaultMode.stream("H15", "no content type", (dialect) -> http(200, dialect.stream()))
					.fails(Unreadable.class))
			.stream()
			.toList();
	}

	private static FaultMode odd(String what, String... headers) {
		return FaultMode.stream("H15", what,
				(dialect) -> http(200, dialect.stream(), Stream.of(headers)
					.map((header) -> header.formatted(dialect.streamType().substring("content-type: ".length())))
					.toArray(String[]::new)));
	}

	private static List<FaultMode> usages() {
		return Stream.of("null", "-5", "1000000000000000000", "1.5", "\"3\"", "{}")
			.flatMap((count) -> Stream.of(
					usage(count, FaultMode::call, (dialect) -> Replies.json(dialect.answerWithUsage(count, count))),
					usage(count, FaultMode::stream,
							(dialect) -> Replies.stream(dialect,
									dialect.started() + dialect.content("world!")
											+ dialect.finishWithUsage(count, count) + dialect.end()))))
			.toList();
	}

	private static FaultMode usage(String count, Begin begin, Function<Dialect, RawReply> reply) {
		return begin.mode("U01", "usage " + count, reply).ends(Expected.answer().with((outcome) -> {
			if (outcome.facts().usage() != null) {
				assertThat(outcome.facts().usage().input()).isBetween(0L, (long) Integer.MAX_VALUE);
				assertThat(outcome.facts().usage().output()).isBetween(0L, (long) Integer.MAX_VALUE);
			}
		}));
	}

	/** Begins the description of a mode of one side. */
	private interface Begin {

		FaultMode mode(String id, String what, Function<Dialect, RawReply> reply);

	}

}
