package io.github.llmrouting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LlmRoutingExceptionTests {

	private static final AttemptReport ATTEMPT = new AttemptReport(DeploymentId.of("openai", "gpt-5.4-mini"),
			FailureReason.OVERLOADED, "HTTP 503", Duration.ofMillis(5), null, null, "", null);

	@Test
	void factsAreKept() {
		Throwable cause = new IllegalStateException();
		Refusal refusal = new Refusal(List.of(ATTEMPT), Duration.ofSeconds(2), cause);

		assertThat(refusal).hasMessage("refused").hasCause(cause);
		assertThat(refusal.reason()).isEqualTo(FailureReason.NO_DEPLOYMENT);
		assertThat(refusal.attempts()).containsExactly(ATTEMPT);
		assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void unknownWaitAndCauseStayUnknown() {
		Refusal refusal = new Refusal(List.of(), null, null);

		assertThat(refusal.retryAfter()).isNull();
		assertThat(refusal).hasNoCause();
	}

	@Test
	void attemptsAreCopied() {
		List<AttemptReport> attempts = new ArrayList<>(List.of(ATTEMPT));
		Refusal refusal = new Refusal(attempts, null, null);
		attempts.clear();

		assertThat(refusal.attempts()).containsExactly(ATTEMPT);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> refusal.attempts().clear());
	}

	@Test
	void serializedExceptionLosesItsAttemptsAndNothingElse() throws Exception {
		Refusal copy = copy(new Refusal(List.of(ATTEMPT), Duration.ofSeconds(2), null));

		assertThat(copy.attempts()).isEmpty();
		assertThat(copy.reason()).isEqualTo(FailureReason.NO_DEPLOYMENT);
		assertThat(copy.retryAfter()).isEqualTo(Duration.ofSeconds(2));
	}

	private static Refusal copy(Refusal refusal) throws IOException, ClassNotFoundException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(refusal);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (Refusal) in.readObject();
		}
	}

	private static final class Refusal extends LlmRoutingException {

		Refusal(List<AttemptReport> attempts, Duration retryAfter, Throwable cause) {
			super("refused", FailureReason.NO_DEPLOYMENT, attempts, retryAfter, cause);
		}

	}

}
