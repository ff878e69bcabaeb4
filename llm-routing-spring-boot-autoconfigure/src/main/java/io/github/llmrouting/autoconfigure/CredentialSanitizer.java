package io.github.llmrouting.autoconfigure;

import java.util.List;

import io.github.llmrouting.deployment.Credential;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the API keys in endpoints that show values, wherever they come from: by their
 * value, because the property or environment variable behind a placeholder may have any
 * name.
 */
final class CredentialSanitizer implements SanitizingFunction {

	private final List<Credential> credentials;

	CredentialSanitizer(List<Credential> credentials) {
		this.credentials = List.copyOf(credentials);
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		return (value != null && isSecret(value.toString())) ? data.withSanitizedValue() : data;
	}

	private boolean isSecret(String value) {
		return this.credentials.stream().anyMatch((credential) -> value.contains(credential.value()));
	}

}
