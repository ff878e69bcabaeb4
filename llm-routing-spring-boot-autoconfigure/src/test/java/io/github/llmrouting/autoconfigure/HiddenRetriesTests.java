package io.github.llmrouting.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class HiddenRetriesTests {

	private static final String BUILD = "build the chat model and its client with maxRetries(0)";

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void templateOfSpringAiRetriesUnlessItIsTold() {
		assertThat(HiddenRetries.advice(OllamaChatModel.builder().ollamaApi(OllamaApi.builder().build()).build(),
				this.environment))
			.hasValueSatisfying((advice) -> assertThat(advice).startsWith("set spring.ai.retry.max-attempts=0"));
		assertThat(HiddenRetries.advice(ollama(0), this.environment)).isEmpty();
		assertThat(HiddenRetries.advice(ollama(1), this.environment)).isPresent();
	}

	@Test
	void templateIsFoundBehindAProxy() {
		ProxyFactory proxy = new ProxyFactory(ollama(3));

		assertThat(HiddenRetries.advice((ChatModel) proxy.getProxy(), this.environment)).isPresent();
	}

	@Test
	void optionsTellTheRetriesOfAnSdk() {
		assertThat(HiddenRetries.advice(sdk(3), this.environment)).hasValue(BUILD);
		assertThat(HiddenRetries.advice(sdk(null), this.environment)).hasValue(BUILD);
		assertThat(HiddenRetries.advice(sdk(0), this.environment)).isEmpty();
	}

	@Test
	void modelThatKnowsNoRetriesMakesNone() {
		assertThat(HiddenRetries.advice((prompt) -> new ChatResponse(List.of()), this.environment)).isEmpty();
	}

	private static ChatModel ollama(int retries) {
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder().build())
			.retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(retries)))
			.build();
	}

	private static ChatModel sdk(@Nullable Integer maxRetries) {
		SdkOptions options = mock(SdkOptions.class);
		given(options.getMaxRetries()).willReturn(maxRetries);
		return new ChatModel() {

			@Override
			public ChatOptions getOptions() {
				return options;
			}

			@Override
			public ChatResponse call(Prompt prompt) {
				return new ChatResponse(List.of());
			}

		};
	}

	/** Like the options of Spring AI's models that are made of an SDK. */
	interface SdkOptions extends ChatOptions {

		@Nullable Integer getMaxRetries();

	}

}
