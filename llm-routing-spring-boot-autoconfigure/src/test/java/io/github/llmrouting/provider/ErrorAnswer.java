package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * An error answer in one piece, for a fuzzer: a byte that tells the status, a line that
 * is the header {@code retry-after}, the body.
 */
public final class ErrorAnswer {

	private static final int[] STATUSES = { 200, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 498, 499, 500, 501,
			502, 503, 504, 529, 599 };

	/** A quota may be exhausted until the month that follows. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private ErrorAnswer() {
	}

	/** Returns each body with some statuses. */
	public static Stream<byte[]> of(List<byte[]> bodies) {
		return bodies.stream().flatMap((body) -> Stream.of(0, 1, 10, 13).map((status) -> of(status, body)));
	}

	private static byte[] of(int status, byte[] body) {
		byte[] head = { (byte) status, '7', '\n' };
		byte[] answer = Arrays.copyOf(head, head.length + body.length);
		System.arraycopy(body, 0, answer, head.length, body.length);
		return answer;
	}

	/** Has the answer classified, which must succeed whatever it says. */
	public static void classify(byte[] answer, FailureClassifier classifier) {
		int status = (answer.length == 0) ? 500 : STATUSES[Math.floorMod(answer[0], STATUSES.length)];
		int end = IntStream.range(1, answer.length).filter((i) -> answer[i] == '\n').findFirst().orElse(1);
		HttpHeaders headers = new HttpHeaders();
		if (end > 1) {
			headers.set("retry-after", new String(answer, 1, end - 1, StandardCharsets.ISO_8859_1));
		}
		JsonNode body = WireJson.readLeniently(Arrays.copyOfRange(answer, Math.min(end, answer.length), answer.length));
		requireSane(classifier.classify(status, headers, body));
		classifier.classifyAnswer(headers, body);
	}

	private static void requireSane(ProviderFailure failure) {
		Cooldown cooldown = failure.cooldown();
		Duration wait = (cooldown != null) ? cooldown.time() : Duration.ZERO;
		if (wait.isNegative() || wait.compareTo(LONGEST) > 0) {
			throw new AssertionError("a wait of " + wait);
		}
		if (failure.detail().length() > 500 || failure.detail().chars().anyMatch(Character::isISOControl)) {
			throw new AssertionError("a detail that is none: " + failure.detail());
		}
	}

}
