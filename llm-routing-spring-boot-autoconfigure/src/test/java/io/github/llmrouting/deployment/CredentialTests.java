package io.github.llmrouting.deployment;

import java.util.List;
import java.util.Optional;

import io.github.llmrouting.DeploymentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.SerializationFeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CredentialTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "sk secret", " sk-secret", "sk-secret ", "sk-secret\n", "sk-secret\r\nx-admin: 1",
			"sk\tsecret", "sk-\u0000secret", "sk-\u007fsecret", "sk-s\u00e9cret", "\u201csk-secret\u201d", "sk-\u5bc6",
			"\ufeffsk-secret", "sk-\ud83d\udd11secret" })
	void textThatIsNoPlainHeaderValueIsRefusedAndNotRepeated(String value) {
		assertThat(Credential.isValid(value)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> Credential.of(value))
			.withMessage("credential: not usable (expected: visible ASCII characters without spaces)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "k", "sk-proj-Ab_9", "!", "~", "a\"b", "'quoted'", "a:b/c+d==", "${OPENAI_API_KEY}" })
	void visibleAsciiIsAccepted(String value) {
		assertThat(Credential.isValid(value)).isTrue();
		assertThat(Credential.of(value).value()).isEqualTo(value);
	}

	@Test
	void secretIsHiddenWhereverTheCredentialIsPartOfAText() {
		Credential credential = Credential.of("sk-secret");
		Deployment deployment = new Deployment(DeploymentId.of("openai", "gpt-5.4-mini"), ModelFacts.UNKNOWN,
				credential);

		assertThat(credential).hasToString("******");
		assertThat(List.of(credential, Optional.of(credential), deployment).toString()).doesNotContain("secret");
		assertThat(deployment).hasToString("openai/gpt-5.4-mini");
	}

	@Test
	void secretIsNotWrittenAsJson() {
		JsonMapper mapper = JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();

		assertThat(mapper.writeValueAsString(Credential.of("sk-secret"))).doesNotContain("secret");
	}

	@Test
	void deploymentIsNamedByItsId() {
		Deployment deployment = new Deployment(new DeploymentId("local", "a/b", 2), ModelFacts.UNKNOWN, null);

		assertThat(deployment.provider()).isEqualTo("local");
		assertThat(deployment.model()).isEqualTo("a/b");
		assertThat(deployment).hasToString("local/a/b#2");
	}

}
