package io.github.llmrouting.endpoint;

/**
 * A provider as it is configured.
 *
 * @param name its name in the configuration
 * @param type which API it speaks, such as {@code openai}
 * @param enabled whether it is called at all
 */
public record ProviderDescription(String name, String type, boolean enabled) {
}
