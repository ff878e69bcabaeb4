package io.github.llmrouting;

import org.springframework.core.Ordered;

/**
 * Adds one concern in front of a {@link ChatRouter}. Beans of this type are applied by
 * their order, the lowest outermost; the constants tell where the built-in concerns
 * stand, so that a bean can be placed between them with
 * {@link org.springframework.core.annotation.Order @Order}.
 */
@FunctionalInterface
public interface ChatRouterDecorator {

	/** Observations, meters and the request log: outermost, sees every request. */
	int OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 1000;

	/** Who may enter now. */
	int ADMISSION = OBSERVATION + 1000;

	/** Which route a request takes. */
	int RULES = ADMISSION + 1000;

	/** Answers from memory. */
	int CACHE = RULES + 1000;

	/** Money is reserved here: innermost, right before routing. */
	int BUDGET = CACHE + 1000;

	/**
	 * Returns a router that adds this concern to another.
	 * @param next the router to pass requests on to
	 * @return a thread-safe router that stays as cold and lazy as {@code next}
	 */
	ChatRouter decorate(ChatRouter next);

}
