package io.github.llmrouting.autoconfigure;

import java.util.List;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.springai.RoutingChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ChatModelMistakesTests {

	private static final String BEAN = "llm.routing.providers.mine.bean";

	@Test
	void beanIsMissing() {
		StartReport.of("providers: {mine: {type: chat-model}, other: {type: chat-model, bean: ' '}}")
			.tells(BEAN, "is missing", "expected the name of a ChatModel bean, such as openAiChatModel")
			.tells("llm.routing.providers.other.bean", "is blank",
					"expected the name of a ChatModel bean, such as openAiChatModel")
			.tellsNothingButOf(BEAN, "llm.routing.providers.other.bean");
	}

	@Test
	void urlAndKeysAreTheChatModelsOwn() {
		String mend = "remove it: the chat model has one of its own";
		StartReport.of("""
				providers:
				  mine: {type: chat-model, bean: theirs, base-url: "https://host", api-key: sk-canary}
				  other: {type: chat-model, bean: theirs, api-keys: [sk-canary]}
				""")
			.hides("canary")
			.tells("llm.routing.providers.mine.base-url", "is not read for this type of provider", mend)
			.tells("llm.routing.providers.mine.api-key", "is not read for this type of provider", mend)
			.tells("llm.routing.providers.other.api-keys", "is not read for this type of provider", mend);
	}

	@Test
	void optionsAreTheChatModelsOwn() {
		StartReport.of("providers: {mine: {type: chat-model, bean: theirs, options: {num_ctx: 8192}}}")
			.tells("llm.routing.providers.mine.options", "is not read for this type of provider",
					"remove it: set the options of the chat model's bean")
			.tellsNothingButOf("llm.routing.providers.mine.options");
	}

	@Test
	void promptCacheIsTheChatModelsOwn() {
		StartReport.of("providers: {mine: {type: chat-model, bean: theirs, prompt-cache: 1h}}")
			.tells("llm.routing.providers.mine.prompt-cache", "is not read for this type of provider",
					"remove it: set the options of the chat model's bean")
			.tellsNothingButOf("llm.routing.providers.mine.prompt-cache");
	}

	@Test
	void beanOfAProviderThatIsNone() {
		StartReport.of("providers: {openai: {api-key: sk-1, bean: theirs}}")
			.tells("llm.routing.providers.openai.bean", "is not read for this type of provider",
					"remove it, or set the type to chat-model")
			.tellsNothingButOf("llm.routing.providers.openai.bean");
	}

	@Test
	void beanWithTheNameOfTheProvider() {
		StartReport.of("providers: {mine: {type: chat-model, bean: mine}}")
			.tells(BEAN, "'mine' is the name of the provider, too",
					"expected another name for the provider: its client is a bean under that name")
			.tellsNothingButOf(BEAN);
	}

	@Test
	void modelThatIsNotListed() {
		StartReport.of("""
				providers: {mine: {type: chat-model, bean: theirs}}
				routes: {default: {deployments: [mine/gpt-5.4]}}
				""").tellsNothingButOf("llm.routing.routes.default.deployments[0]");
	}

	@Test
	void beanThatDoesNotExist() {
		StartReport.of(runner("nobody")).tells(BEAN, "'nobody' is no ChatModel bean", "expected one of [theirs]");
	}

	@Test
	void beanThatIsNoChatModel() {
		StartReport.of(runner("text").withBean("text", String.class, () -> "canary"))
			.tells(BEAN, "'text' is no ChatModel bean", "expected one of [theirs]");
	}

	@Test
	void beanThatIsTheRouter() {
		StartReport.of(runner("routingChatModel"))
			.tells(BEAN, "'routingChatModel' leads back to the router", "expected one of [theirs]");
	}

	@Test
	void beanThatIsAnAliasOfTheRouter() {
		ApplicationContextRunner runner = runner("router")
			.withInitializer((context) -> context.getBeanFactory().registerAlias("routingChatModel", "router"));

		StartReport.of(runner).tells(BEAN, "'router' leads back to the router", "expected one of [theirs]");
	}

	@Test
	void beanThatIsMadeOfTheRouter() {
		StartReport.of(runner("wrapped").withUserConfiguration(WrappedRouter.class))
			.tells(BEAN, "'wrapped' leads back to the router", "expected one of [theirs]");
		StartReport.of(runner("rebuilt").withUserConfiguration(WrappedRouter.class))
			.tells(BEAN, "'rebuilt' leads back to the router", "expected one of [theirs]");
	}

	@Test
	void chatModelThatIsMadeAfterTheRouterIsFound() {
		runner("theirs").run((context) -> assertThat(context).hasNotFailed().hasBean("mine"));
	}

	private static ApplicationContextRunner runner(String bean) {
		return StartReport.runner("providers: {mine: {type: chat-model, bean: " + bean + "}}")
			.withConfiguration(AutoConfigurations.of(RoutingChatModelAutoConfiguration.class))
			.withUserConfiguration(Theirs.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Theirs {

		@Bean
		ChatModel theirs() {
			return (prompt) -> new ChatResponse(List.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrappedRouter {

		@Bean
		ChatModel wrapped(ChatModel model) {
			return (Prompt prompt) -> model.call(prompt);
		}

		@Bean
		ChatModel rebuilt(ChatRouter router) {
			return new RoutingChatModel(router);
		}

	}

}
