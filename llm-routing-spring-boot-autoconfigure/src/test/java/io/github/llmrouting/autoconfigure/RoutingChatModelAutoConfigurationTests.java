package io.github.llmrouting.autoconfigure;

import java.util.List;

import io.github.llmrouting.springai.RoutingChatModel;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingChatModelAutoConfigurationTests {

	private final ProviderSimulator openAi = ProviderSimulator.openAi().reply("from OpenAI");

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic().reply("from Anthropic");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, ToolCallingAutoConfiguration.class,
				ChatClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class,
				RoutingChatModelAutoConfiguration.class))
		.withPropertyValues("llm.routing.providers.openai.api-key=sk-1",
				"llm.routing.providers.openai.base-url=" + this.openAi.baseUrl(),
				"llm.routing.providers.anthropic.api-key=sk-2",
				"llm.routing.providers.anthropic.base-url=" + this.anthropic.baseUrl());

	@AfterEach
	void closeProviders() {
		this.openAi.close();
		this.anthropic.close();
	}

	@Test
	void plainChatClientIsRouted() {
		this.runner.run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			assertThat(client.prompt("Hello?").call().content()).isEqualTo("from OpenAI");
			this.openAi.next(SimulatedReply.status(503));
			assertThat(client.prompt("Hello?").call().content()).isEqualTo("from Anthropic");
		});
	}

	@Test
	void streamOfPlainChatClientIsRouted() {
		this.openAi.next(SimulatedReply.drop());
		this.runner.run((context) -> {
			Flux<String> content = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Hello?")
				.stream()
				.content();
			StepVerifier.create(content.reduce(String::concat)).expectNext("from Anthropic").verifyComplete();
		});
	}

	@Test
	void toolsAreCalledWhicheverProviderAnswers() {
		this.openAi.next(SimulatedReply.toolCall("temperature", "{\"city\":\"Paris\"}"), SimulatedReply.status(500));
		this.anthropic.reply((request) -> SimulatedReply.text(request.hasToolResult() ? "It is mild." : "Who asks?"));
		this.runner.run((context) -> {
			String answer = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Is Paris warm?")
				.tools(new Weather())
				.call()
				.content();
			assertThat(answer).isEqualTo("It is mild.");
		});
	}

	@Test
	void routerIsThePrimaryChatModelBesideOthers() {
		this.runner.withUserConfiguration(OtherModel.class)
			.run((context) -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class));
	}

	@Test
	void routerStepsBackForAPrimaryChatModelOfTheApplication() {
		this.runner.withUserConfiguration(PrimaryModel.class).run((context) -> {
			assertThat(context.getBean(ChatModel.class)).isNotInstanceOf(RoutingChatModel.class);
			assertThat(context).hasSingleBean(RoutingChatModel.class);
		});
	}

	@Test
	void routerStepsBackWhenThePropertySaysSo() {
		this.runner.withUserConfiguration(OtherModel.class)
			.withPropertyValues("llm.routing.chat-model.primary=false")
			.run((context) -> assertThat(context.getBean(ChatModel.class)).isNotInstanceOf(RoutingChatModel.class));
	}

	@Test
	void routerStepsBackWhenAnotherModelIsSelected() {
		this.runner.withUserConfiguration(OtherModel.class)
			.withPropertyValues("spring.ai.model.chat=other")
			.run((context) -> {
				assertThat(context.getBean(ChatModel.class)).isNotInstanceOf(RoutingChatModel.class);
				assertThat(context.getBean(ChatClient.Builder.class).build().prompt("Hello?").call().content())
					.isEqualTo("from another");
			});
	}

	@Test
	void routerStaysPrimaryWhenItIsSelectedItself() {
		this.runner.withUserConfiguration(OtherModel.class)
			.withPropertyValues("spring.ai.model.chat=llm-routing")
			.run((context) -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class));
	}

	@Test
	void chatModelIsThereWithoutChatClient() {
		this.runner.withClassLoader(new FilteredClassLoader(ChatClient.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RoutingChatModel.class));
	}

	@Test
	void nothingIsThereWhenRoutingIsOff() {
		this.runner.withUserConfiguration(OtherModel.class)
			.withPropertyValues("llm.routing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RoutingChatModel.class));
	}

	static class Weather {

		@Tool(description = "Temperature of a city in degrees Celsius")
		int temperature(String city) {
			return 18;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherModel {

		@Bean
		ChatModel otherModel() {
			return OtherModel::answer;
		}

		private static ChatResponse answer(Prompt prompt) {
			return ChatResponse.builder()
				.generations(List.of(new Generation(new AssistantMessage("from another"))))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryModel {

		@Bean
		@Primary
		ChatModel primaryModel() {
			return OtherModel::answer;
		}

	}

}
