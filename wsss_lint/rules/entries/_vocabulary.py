"""The words of a list's titles, and the words of the field: what is a word and what a part."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument

# Words that titles of the field are made of. Only whole words count, in lower case.
FIELD = """
about abstract abstraction accurate accuracy across action actions activation activations active
activity actor adaptation adaptive advances adversarial affinities affinity affordance agent
agents aggregating aggregation agnostic alignment analysis anatomy anchor anchors annotated
annotation annotations anomaly apart appearance application applications approach approaches
architecture architectures articulated artifacts assessment assignment association associative
asymmetric atlas attack attacks attention attentive attribute attributes attribution augmentation
augmentations augmented autoencoder autoencoders automatic autonomous auxiliary average aware
awareness backbone background backgrounds backpropagation balanced balancing baseline baselines
basis batch bayesian benchmark benchmarking benchmarks better between beyond bias bidirectional
binary blind body boost boosting bootstrap bootstrapping bottleneck boundaries boundary bounding
boxes brain bridge bridging building calibrated calibration camera cameras candidate candidates
capsule caption captioning captions cascade cascaded categories category causal cell cells center
challenge challenges channel channels character characters class classes classification classifier
classifiers clean click clicks clinical cloud clouds cluster clustering clusters coarse coding
cognitive collaborative collection color combination combining common commonsense communication
community compact comparison compatible competition complement complementary complete completion
complex component components compositional composition comprehensive compressed compression
computation computational computer computing concept concepts conditional conditioned confidence
connected connections conquer consistency consistent constrained constraint constraints context
contexts contextual contextualized continual continuous contour contours contrast contrastive
control controllable convolution convolutional convolutions cooperative correction correlation
correlations correspondence correspondences cosegmentation counterfactual counting coupled
coupling coverage creation cross crossing crowd curriculum curves data dataset datasets debiased
debiasing decision decoder decoders decomposed decomposition decoupled decoupling deep deepfake
defect defense deformable deformation degradation delving demonstration denoising dense density
dependencies depth derivative descent description descriptor descriptors design detecting detection
detections detector detectors determinantal development device diagnosis dictionary difference
differentiable difficult diffusion digital dilated dimension dimensional dimensions directed
direction disagreement discovering discovery discrepancy discrete discriminability discriminant
discriminative discriminator disentangled disentangling disease distance distillation distilled
distilling distinct distributed distribution distributions divergence diverse diversity document
domain domains driven driving dropout dual dynamic dynamics early edge edges editing effective
efficiency efficient elastic element embedded embedding embeddings empirical employing enabling
encoder encoders encoding endoscopic energy engine enhanced enhancement enhancing ensemble
ensembles entity entropy environment environments epistemic equivariance equivariant erasing error
estimating estimation estimator evaluating evaluation event events evidence evolution evolving
exact examination example examples exclusive exemplar expand expansion expectation experience
experts explainable explaining explanation explanations explicit exploiting exploration exploring
expression extending extensible extraction extreme face faces facial factor factorization fair
fairness false fast feature features federated feedback fields figure filter filtering filters
finding fine fisher fitting flexible flow focal focus focusing foreground forest formation
foundation fractional frame frames framework frequency from frozen frustratingly fully function
functional functions fusing fusion future games gated gaussian gaze general generalizable
generalization generalized generate generated generating generation generative generator generic
geometric geometry global gradient gradients granularity graph graphical graphs ground grounded
grounding group grouping guidance guide guided guiding hand hands handling hard hardware harmonious
harnessing hashing heatmap heterogeneous hidden hierarchical hierarchies hierarchy high histology
histopathology holistic homogeneous human humans hybrid hyperbolic hypergraph hypergraphs
hyperspectral identification identity image images imagery imaging imbalance imbalanced
imitation implicit improve improved improvements improves improving incomplete incorporating
incremental independent indoor inductive inference influence information informed informative
initialization input inside inspired instance instances integral integrated integrating
integration intelligence intelligent intensity interaction interactions interactive interest
interference interpolation interpretability interpretable intervention interventions introducing
invariance invariant inverse investigating iterative joint jointly kernel kernels keypoint
keypoints knowledge label labeled labeling labelled labels landmark landmarks language languages
large latent layer layers layout leading learn learned learner learners learning learns lesion
lesions level leverage leveraging lifelong light lighting lightweight likelihood limited linear
linguistic linking lists local locality localisation localization localizing location locations
logic long loss losses machine machines magnetic making manifold manipulated manipulation many
mapping maps margin marginal mask masked masking masks matching material matrix matters maximal
maximization maximum mean meaningful measure measurement measurements measures mechanism mechanisms
medical memorization memory mesh message meta method methods metric metrics microscopy minimal
minimization minimizing minimum mining mixed mixture mobile modal modalities modality model modeling
modelling models modular modulated modulation module modules molecular molecule molecules moment
momentum monitoring monocular motion motions moving multilabel multimodal multimodality multiple
multiscale multitask multiview mutual natural navigation near nearest negative negatives neighbor
neighborhood neighbors nested network networks neural neuron neurons node nodes noise noisy
nonlinear normalization normalized normalizing novel nuclei object objective objectives objectness
objects observation occluded occlusion omni online open operator operators optical optimal
optimization optimizing order ordering ordinal organ orientation oriented oscillation outdoor
outlier outliers output over overview pairs pairwise panoptic paradigm parallel parameter
parameters parametric parsing partial partially parts patch patches path pathology paths pattern
patterns penalty people perception perceptual performance permutation person personalized
perspective perturbation perturbations phase photo photometric photorealistic physical physics
pixel pixels place plane point points policies policy pooling popular pose poses positional
positive positives posterior potential potts practical precise predicting prediction predictions
predictive preference preserved preserving pretrained pretraining principle principled principles
prior priors privacy private probabilistic probability problem problems process processes
processing product progressive progressively projection projections prompt prompting prompts
propagating propagation property proposal proposals protocol prototype prototypes prototypical
provable proximal pruning pseudo purification pyramid quality quantification quantitative
quantization quantum query question questions radial radiance rain random range ranking ratio
rational rays reactivation real realistic really reasoning recognition recognizing recommendation
reconstruction recovering recovery rectification rectified recurrent recursive reduce reducing
reduction redundancy reference references refine refined refinement refining reflection region
regional regions regression regularization regularized regularizing regulation reinforced
reinforcement relation relational relations relationship relationships relative relaxation
relaxations release relevance relevant reliability reliable remote rendering repetition
representation representations representative reprogramming residual resilience resolution
resource response responses restoration retention rethinking retinal retrieval reverse reversible
review revisited revisiting reweighting rich road robot robotic robots robust robustness role
rotation routing sailing saliency salient salvage sample sampled samples sampling satellite scalable
scale scaling scene scenes scheme science score scores scribble scribbles search searching second
secondary seed seeded seeds seeking seen segment segmentation segmentations segmented segmenter
segmenting segments selection selective self semantic semantically semantics semisupervised
sensing sensitive sensor sensors separable separate separating separation sequence sequences
sequential series shadow shallow shape shapes shared sharing shift shifted shifting shifts short
shortcut signal signals siamese similarity simple simulated simulation simulator simultaneous
single situ size sketch skeleton skeletons sliding small smart smooth smoothing social soft solution
solutions solving source space spaces spanning sparse sparsity spatial spatially spatiotemporal
specific spectral speech speed split splitting spherical stability stable stage stages state
static statistical statistics step stereo stochastic strategies strategy stream street strength
strengthen strengthening strong structural structure structured structures student study style
subcategory subgraph submodular subspace successive super superpixel superpixels superresolution
supervise supervised supervising supervision supervisions support suppress suppressing suppression
surface surfaces surgical surprisingly surveillance survey switch symbolic symmetric symmetry
synergistic synthesis synthesizing synthetic system systems tackling tactile taming target targets
task tasks taxonomy teacher teachers teaching technical technique techniques temporal temporally
tensor test testing text textual texture theoretic theoretical theory thermal thorough threshold
thresholds through throughput tissue token tokens tomography tool toolkit toward towards traceable
tracker tracking traffic train trained training trajectory transductive transfer transferable
transferring transform transformation transformations transformed transformer transformers
transforms translation transport tree trees tumor tuning tutorial types ultrasound unbiased
uncertain uncertainty underwater understanding underlying unified uniform unifying union unique
universal unknown unlabeled unlearning unlocking unpaired unrolled unseen unsupervised untrimmed
urban user using utilizing validation value variable variance variant variation variational
vehicle vehicles verification versatile very video videos view viewpoint views virtual visible
vision visual visualization visualizing voxel warping weak weakly weather webly weight weighted
weighting weights wild without word words world worst zero zone zones
"""
# Parts of words that titles of the field also write apart: `super pixel` is no slip.
APART = """
a an the of in on at to for from by with via and or not no is are be can do it its as than how what
when where who why we you i my your our their this that these those one two three four five six all
any each few more most less some such so but if then into out up down off set sets sub pre post non
un re co bi tri multi semi inter intra super hyper micro macro mini meta mega auto anti extra ultra
under over cross self pseudo mid end top low high key frame photo video audio tele fore back
band width time line work works net nets out side lane real pose made free based wise aware level
shot view mode part parts type kind data base path way ways map mapping scale stage space step fit
stop start long short good bad new old big large small fast slow first last next best worst
"""


class Vocabulary:
    """How often each word stands in the titles of a list."""

    def __init__(self, document: ListDocument) -> None:
        self.text = document.source.text
        titles = [paper.title.value for paper in document.papers if paper.title is not None]
        self.counts = Counter(words_of("\n".join(titles)))
        self.field = frozenset(FIELD.split())
        self.apart = frozenset(APART.split())

    def elsewhere(self, word: str, title: Span) -> bool:
        """Whether a word stands in another title, or is one of the field."""
        word = word.lower()
        if word in self.field:
            return True
        count = self.counts[word]
        return count > 0 and count > words_of(self.text[title.start : title.end]).count(word)

    def known(self, word: str, title: Span) -> bool:
        """Whether a part is a word by itself."""
        word = word.lower()
        return word in self.apart or self.elsewhere(word, title)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case: runs of letters, also those between hyphens."""
    return re.findall(r"[^\W\d_]+", text.lower())


_last: tuple[ListDocument, Vocabulary] | None = None


def vocabulary(document: ListDocument) -> Vocabulary:
    """The vocabulary of a list. The last answer is kept: several rules ask."""
    global _last
    if _last is None or _last[0] is not document:
        _last = (document, Vocabulary(document))
    return _last[1]
