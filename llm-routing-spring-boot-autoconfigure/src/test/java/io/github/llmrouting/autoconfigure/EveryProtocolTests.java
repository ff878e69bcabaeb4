package io.github.llmrouting.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Tools, images and streams through {@code ChatClient}, against each protocol. */
class EveryProtocolTests {

	private static final byte[] IMAGE = { (byte) 0x89, 'P', 'N', 'G' };

	static Stream<Arguments> protocols() {
		return Stream.of(protocol("openai", "gpt-5.4-mini", ProviderSimulator::openAi),
				protocol("anthropic", "claude-haiku-4-5", ProviderSimulator::anthropic),
				protocol("gemini", "gemini-2.5-flash", ProviderSimulator::gemini),
				protocol("ollama", "llama3.2", ProviderSimulator::ollama));
	}

	private static Arguments protocol(String type, String model, Supplier<ProviderSimulator> simulator) {
		return Arguments.of(type, model, simulator);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("protocols")
	void toolIsCalledAndItsResultIsAnswered(String type, String model, Supplier<ProviderSimulator> simulator) {
		try (ProviderSimulator provider = simulator.get()) {
			provider.reply((request) -> request.hasToolResult() ? SimulatedReply.text("It is 18 degrees.")
					: SimulatedReply.toolCall("temperature", "{\"city\":\"Paris\"}"));
			Weather weather = new Weather();

			withClient(type, model, provider, (client) -> {
				assertThat(client.prompt("Is Paris warm?").tools(weather).call().content())
					.isEqualTo("It is 18 degrees.");
				Flux<String> streamed = client.prompt("Is Paris warm?").tools(weather).stream().content();
				StepVerifier.create(streamed.reduce(String::concat)).expectNext("It is 18 degrees.").verifyComplete();
			});

			assertThat(weather.cities).containsExactly("Paris", "Paris");
			assertThat(provider.requests()).hasSize(4);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("protocols")
	void imageReachesTheProvider(String type, String model, Supplier<ProviderSimulator> simulator) {
		try (ProviderSimulator provider = simulator.get()) {
			provider.reply("A cat.");

			withClient(type, model, provider, (client) -> assertThat(client.prompt()
				.user((user) -> user.text("What is this?").media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(IMAGE)))
				.call()
				.content()).isEqualTo("A cat."));

			assertThat(provider.requests().get(0).body()).contains("What is this?", "iVBORw");
		}
	}

	private static void withClient(String type, String model, ProviderSimulator provider, Consumer<ChatClient> use) {
		ContextConsumer<AssertableApplicationContext> consumer = (context) -> use
			.accept(context.getBean(ChatClient.Builder.class).build());
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class,
					ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class,
					LlmRoutingAutoConfiguration.class, RoutingChatModelAutoConfiguration.class))
			.withPropertyValues("llm.routing.providers.p.type=" + type, "llm.routing.providers.p.api-key=k",
					"llm.routing.providers.p.base-url=" + provider.baseUrl(),
					"llm.routing.routes.default.deployments=p/" + model)
			.run(consumer);
	}

	static final class Weather {

		private final List<String> cities = new CopyOnWriteArrayList<>();

		List<String> cities() {
			return this.cities;
		}

		@Tool(description = "Temperature of a city in degrees Celsius")
		int temperature(String city) {
			this.cities.add(city);
			return 18;
		}

	}

}
