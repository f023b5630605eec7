"""The weights of a trained linear model, as the code has them."""

from __future__ import annotations

from sklearn.pipeline import Pipeline


def bias_and_weights(model: Pipeline) -> tuple[float, list[float]]:
    """Return the bias and the weights for measures as they are, of a model that scales them first."""
    scaler, logistic = (step for _, step in model.steps)
    weights = logistic.coef_[0] / scaler.scale_
    return float(logistic.intercept_[0] - weights @ scaler.mean_), [float(weight) for weight in weights]
