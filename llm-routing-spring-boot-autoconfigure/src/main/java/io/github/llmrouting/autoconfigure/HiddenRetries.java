package io.github.llmrouting.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Finds retries that chat models make out of the router's sight: those of Spring AI,
 * which keeps a {@link RetryTemplate} in a field of the model, and those of the vendors'
 * SDKs, whose number stands in the model's options or in a property beside
 * {@code spring.ai.<vendor>.api-key}.
 */
final class HiddenRetries {

	private static final String SPRING_AI = "org.springframework.ai.";

	private HiddenRetries() {
	}

	/** Returns how to switch off the retries of a chat model, if it makes any. */
	static Optional<String> advice(ChatModel model, Environment environment) {
		Object target = AopProxyUtils.getSingletonTarget(model);
		return ofTemplate((target != null) ? target : model).or(() -> ofSdk(model, environment));
	}

	private static Optional<String> ofTemplate(Object model) {
		@Nullable RetryTemplate[] found = new @Nullable RetryTemplate[1];
		ReflectionUtils.doWithFields(model.getClass(), (field) -> found[0] = template(field, model),
				(field) -> RetryTemplate.class.isAssignableFrom(field.getType()) && found[0] == null);
		return isRetrying(found[0]) ? Optional.of("set spring.ai.retry.max-attempts=0, or build the chat model with "
				+ "new RetryTemplate(RetryPolicy.withMaxRetries(0))") : Optional.empty();
	}

	private static @Nullable RetryTemplate template(Field field, Object model) throws IllegalAccessException {
		return field.trySetAccessible() ? (RetryTemplate) field.get(model) : null;
	}

	private static boolean isRetrying(@Nullable RetryTemplate template) {
		return template != null
				&& template.getRetryPolicy().getBackOff().start().nextBackOff() != BackOffExecution.STOP;
	}

	private static Optional<String> ofSdk(ChatModel model, Environment environment) {
		Object options = model.getOptions();
		Method accessor = (options != null) ? ReflectionUtils.findMethod(options.getClass(), "getMaxRetries") : null;
		if (options == null || accessor == null || !accessor.trySetAccessible()) {
			return Optional.empty();
		}
		Object told = ReflectionUtils.invokeMethod(accessor, options);
		String type = options.getClass().getName();
		return type.startsWith(SPRING_AI) ? ofSdk(told, property(type), environment) : ofSdk(told);
	}

	/** The property is for the client, of which the model's options know nothing. */
	private static Optional<String> ofSdk(@Nullable Object told, String property, Environment environment) {
		Integer retries = environment.getProperty(property, Integer.class);
		return ofSdk((retries != null) ? retries : told).map((advice) -> "set " + property + "=0, or " + advice);
	}

	private static Optional<String> ofSdk(@Nullable Object retries) {
		return Integer.valueOf(0).equals(retries) ? Optional.empty()
				: Optional.of("build the chat model and its client with maxRetries(0)");
	}

	private static String property(String type) {
		int vendor = SPRING_AI.length();
		return "spring.ai." + type.substring(vendor, type.indexOf('.', vendor)) + ".max-retries";
	}

}
