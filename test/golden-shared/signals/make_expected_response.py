"""The expected response of the simulated clinic "small", worked out a second time, from the specification and apart
from the product: dense matrices, scipy's optimisers, no code shared.

    python3 make_expected_response.py

Reads test/fixtures/reference-small (totals scored in R), writes expected-response-small.json beside this file.
Made with Python 3, numpy and scipy of the versions that the file names.
"""

import csv
import json
import math
import os
import sys
from datetime import date

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.stats import norm

here = os.path.dirname(os.path.abspath(__file__))
clinic = os.path.join(here, '..', '..', 'fixtures', 'reference-small')
POINTS = 6


def rows(*path):
    with open(os.path.join(clinic, *path), newline='') as file:
        return list(csv.DictReader(file))


def read_courses():
    total = {r['response_id']: int(r['total']) for r in rows('expected', 'scores.csv') if r['valid'] == 'TRUE'}
    end = {r['member_id']: date.fromisoformat(r['planned_end_date']) for r in rows('data', 'members.csv')}
    forms = {}
    for r in rows('data', 'responses.csv'):
        if r['measure'] == 'phq9' and r['response_id'] in total:
            forms.setdefault(r['member_id'], []).append(
                (date.fromisoformat(r['response_date']), r['response_id'], total[r['response_id']])
            )
    courses = []
    for member, scores in sorted(forms.items()):
        scores.sort()
        first = scores[0][0]
        assert len({day for day, _, _ in scores}) == len(scores)
        if len(scores) > 1:
            weeks = np.array([(day - first).days / 7 for day, _, _ in scores[1:]])
            points = np.array([t for _, _, t in scores[1:]], dtype=float)
            courses.append((member, scores[0][2], weeks, points, (end[member] - first).days / 7))
    return courses


TIME = {'week': lambda w: w, 'log_week': np.log1p}


def design(courses, time, centre):
    parts = []
    for _, baseline, weeks, points, _ in courses:
        f = time(weeks)
        b = baseline - centre
        x = np.column_stack([np.ones_like(f), f, np.full_like(f, b), f * b])
        parts.append((x, np.column_stack([np.ones_like(f), f]), points))
    return parts


def solve(parts, theta, reml):
    """Criterion (-2 log likelihood), coefficients and residual variance at relative Cholesky factors theta."""
    a, b, c = theta
    factor = np.array([[a, 0.0], [b, c]])
    covariance = factor @ factor.T
    n = sum(len(y) for _, _, y in parts)
    p = parts[0][0].shape[1]
    xvx, xvy, yvy, log_det = np.zeros((p, p)), np.zeros(p), 0.0, 0.0
    for x, z, y in parts:
        v = np.eye(len(y)) + z @ covariance @ z.T
        vx, vy = np.linalg.solve(v, x), np.linalg.solve(v, y)
        xvx += x.T @ vx
        xvy += x.T @ vy
        yvy += y @ vy
        log_det += np.linalg.slogdet(v)[1]
    beta = np.linalg.solve(xvx, xvy)
    squares = yvy - xvy @ beta
    df = n - p if reml else n
    criterion = log_det + df * (1 + math.log(2 * math.pi * squares / df))
    if reml:
        criterion += np.linalg.slogdet(xvx)[1]
    return criterion, beta, squares / df


def fit(courses, name, reml):
    centre = float(np.mean([c[1] for c in courses]))
    parts = design(courses, TIME[name], centre)
    best = None
    for start in ([1.0, 0.0, 0.2], [0.8, -0.1, 0.5]):
        found = minimize(lambda t: solve(parts, t, reml)[0], start, method='Nelder-Mead',
                         options={'xatol': 1e-9, 'fatol': 1e-11, 'maxiter': 6000, 'maxfev': 6000})
        if best is None or found.fun < best.fun:
            best = found
    criterion, beta, variance = solve(parts, best.x, reml)
    a, b, c = best.x
    factor = np.array([[a, 0.0], [b, c]])
    return {'name': name, 'centre': centre, 'criterion': criterion, 'beta': beta, 'sigma2': variance,
            'G': variance * factor @ factor.T}


# the product holds the curve beyond the last week that ten episodes reached
def last_week(courses):
    return sorted((c[2][-1] for c in courses), reverse=True)[9]


def average(model, hold, baseline, weeks):
    f = TIME[model['name']](np.minimum(weeks, hold))
    b = baseline - model['centre']
    beta = model['beta']
    return beta[0] + beta[1] * f + (beta[2] + beta[3] * f) * b


def expected(model, hold, baseline, weeks, points, at):
    """Mean and sd of a new score given later scores so far (Laird and Ware), by dense matrices."""
    z = np.array([1.0, float(TIME[model['name']](min(at, hold)))])
    mean, g = average(model, hold, baseline, np.array([at]))[0], model['G']
    if len(weeks) > 0:
        f = TIME[model['name']](np.minimum(weeks, hold))
        zz = np.column_stack([np.ones_like(f), f])
        v = zz @ g @ zz.T + model['sigma2'] * np.eye(len(f))
        gain = g @ zz.T @ np.linalg.inv(v)
        mean = mean + z @ gain @ (points - average(model, hold, baseline, weeks))
        g = g - gain @ zz @ g
    return mean, math.sqrt(z @ g @ z + model['sigma2'])


def fnv1a(text):
    h = 0x811C9DC5
    for byte in text.encode():
        h = ((h ^ byte) * 0x01000193) % 2**32
    return h


def folds(members):
    return {m: i % 5 for i, m in enumerate(sorted(members, key=lambda m: (fnv1a(m), m)))}


def raw_probability(model, hold, course, known):
    _, baseline, weeks, points, planned = course
    at = max(planned, weeks[known - 1])
    mean, sd = expected(model, hold, baseline, weeks[:known], points[:known], at)
    return norm.sf((baseline - POINTS + 0.5 - mean) / sd)


def logistic(x, y):
    x = np.column_stack([np.ones(len(x)), x])
    b = np.zeros(2)
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (y - p))
        b += step
        if np.max(np.abs(step)) < 1e-13:
            return b
    raise SystemExit('the logistic regression did not converge')


courses = read_courses()
ml = {name: fit(courses, name, False) for name in TIME}
aic = {name: ml[name]['criterion'] + 2 * 8 for name in TIME}
chosen = min(aic, key=aic.get)
model, hold = fit(courses, chosen, True), last_week(courses)
fold = folds([c[0] for c in courses])
residuals, log_odds, outcome = [], [], []
for k in range(5):
    others = [c for c in courses if fold[c[0]] != k]
    part, part_hold = fit(others, chosen, True), last_week(others)
    for course in (c for c in courses if fold[c[0]] == k):
        member, baseline, weeks, points, _ = course
        for week, score in zip(weeks, points):
            mean, sd = expected(part, part_hold, baseline, [], [], week)
            residuals.append((score - mean) / sd)
        if baseline >= POINTS:
            for known in range(1, len(weeks)):
                p = min(1 - 1e-6, max(1e-6, raw_probability(part, part_hold, course, known)))
                log_odds.append(math.log(p / (1 - p)))
                outcome.append(1.0 if baseline - points[-1] < POINTS else 0.0)
residuals.sort()
q = {name: residuals[math.ceil((len(residuals) + 1) * p - 1e-9) - 1] for name, p in (('p84', 0.84), ('p90', 0.9))}
intercept, slope = logistic(np.array(log_odds), np.array(outcome))

ranges = []
for baseline in (6, 12, 17, 24):
    for week in (1, 4, 9, 30):
        mean, sd = expected(model, hold, baseline, [], [], week)
        ranges.append({'baseline': baseline, 'week': week, 'expected': mean,
                       'p84': mean + q['p84'] * sd, 'p90': mean + q['p90'] * sd})
forecasts = []
for course in [c for c in courses if c[1] >= POINTS][:12]:
    for known in range(1, len(course[2]) + 1):
        p = raw_probability(model, hold, course, known)
        forecasts.append({'member': course[0], 'known': known,
                          'probability': 1 / (1 + math.exp(-(intercept + slope * math.log(p / (1 - p)))))})

answer = {
    'versions': {'python': sys.version.split()[0], 'numpy': np.__version__, 'scipy': scipy.__version__},
    'episodes': len(courses),
    'scores': len(residuals),
    'aic': aic,
    'time_function': chosen,
    'last_week': hold,
    'coefficients': list(model['beta']),
    'mean_baseline': model['centre'],
    'residual_variance': model['sigma2'],
    'member_covariance': model['G'].tolist(),
    'multipliers': q,
    'recalibration': {'intercept': intercept, 'slope': slope},
    'folds': {member: fold[member] for member in sorted(fold)[:10]},
    'ranges': ranges,
    'forecasts': forecasts,
}
with open(os.path.join(here, 'expected-response-small.json'), 'w') as file:
    json.dump(answer, file, indent=1)
    file.write('\n')
