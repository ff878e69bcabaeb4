package io.github.llmrouting.autoconfigure;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.AttemptTime;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.chatmodel.ChatModelClient;
import io.github.llmrouting.springai.RoutingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The providers that are chat models. Their beans are looked up when they are asked, so
 * that one may be made after the router, and are checked when all beans are there.
 */
final class ChatModelProviders implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ChatModelProviders.class);

	private final RoutingSetup setup;

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	private final Supplier<ChatModelThreads> threads;

	ChatModelProviders(RoutingSetup setup, ConfigurableListableBeanFactory beans, Environment environment,
			Supplier<ChatModelThreads> threads) {
		this.setup = setup;
		this.beans = beans;
		this.environment = environment;
		this.threads = threads;
	}

	/** Returns the client of a provider. */
	ProviderClient client(ProviderSetup provider) {
		String bean = bean(provider);
		return ChatModelClient.create(() -> this.beans.getBean(bean, ChatModel.class), this.threads.get().scheduler(),
				new AttemptTime(provider.timeouts(), Schedulers.parallel()), InstantSource.system());
	}

	private static String bean(ProviderSetup provider) {
		return String.valueOf(provider.bean());
	}

	@Override
	public void afterSingletonsInstantiated() {
		Problems problems = new Problems();
		for (ProviderSetup provider : this.setup.activeProviders()) {
			if (provider.type() == ProviderType.CHAT_MODEL) {
				check(provider, problems);
			}
		}
		problems.throwIfAny();
	}

	private void check(ProviderSetup provider, Problems problems) {
		String path = "llm.routing.providers." + provider.name() + ".bean";
		String bean = bean(provider);
		if (!this.beans.containsBean(bean) || !this.beans.isTypeMatch(bean, ChatModel.class)) {
			problems.add(path, "'" + bean + "' is no ChatModel bean", "expected one of " + chatModels());
		}
		else if (leadsBack(bean, new HashSet<>())) {
			problems.add(path, "'" + bean + "' leads back to the router", "expected one of " + chatModels());
		}
		else {
			warnOfRetries(provider, this.beans.getBean(bean, ChatModel.class));
		}
	}

	private List<String> chatModels() {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, ChatModel.class))
			.filter((name) -> !leadsBack(name, new HashSet<>()))
			.toList();
	}

	private boolean leadsBack(String bean, Set<String> seen) {
		if (!seen.add(bean) || !this.beans.containsBean(bean)) {
			return false;
		}
		return isRouter(bean) || Arrays.stream(this.beans.getDependenciesForBean(bean))
			.anyMatch((dependency) -> leadsBack(dependency, seen));
	}

	private boolean isRouter(String bean) {
		return this.beans.isTypeMatch(bean, ChatRouter.class) || this.beans.isTypeMatch(bean, RoutingChatModel.class);
	}

	private void warnOfRetries(ProviderSetup provider, ChatModel model) {
		HiddenRetries.advice(model, this.environment)
			.ifPresent((advice) -> logger.warn(
					"The chat model '{}' of the provider '{}' retries on its own: the router learns of failures late, "
							+ "and of most not at all. To leave retries to the router, {}",
					provider.bean(), provider.name(), advice));
	}

}
