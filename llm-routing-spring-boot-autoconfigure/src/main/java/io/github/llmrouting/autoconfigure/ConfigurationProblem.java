package io.github.llmrouting.autoconfigure;

/**
 * A mistake in the configuration. Never holds a secret.
 *
 * @param path of the property
 * @param found what is there
 * @param mend what is expected and how to get there
 */
record ConfigurationProblem(String path, String found, String mend) {
}
